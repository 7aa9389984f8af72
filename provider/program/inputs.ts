import * as pulumi from "@pulumi/pulumi";

import { isRecord } from "../shared/values";

/**
 * Plain settings as a program may write them: every one may be an Output, and an optional one may be undefined in it, so
 * that `timeout: config.getNumber("timeout")` compiles under the strictest compiler settings.
 */
export type InputsOf<T> = {
  [Name in keyof T]: pulumi.Input<undefined extends T[Name] ? InputValue<T[Name]> | undefined : InputValue<T[Name]>>;
};

type InputValue<T> = T extends Readonly<Record<string, string>> ? Readonly<Record<string, pulumi.Input<string>>> : T;

type Arguments = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): boolean => !(pulumi.Output.isInstance(value) || value instanceof Promise);

/**
 * The arguments as the engine gets them for a dynamic resource: which arguments hold a secret is told beside them, since
 * the engine passes plain values to a dynamic provider.
 */
export function declaredInputs(args: Arguments): Record<string, unknown> {
  const secrets = secretArguments({ ...args, protectedHeaders: undefined });
  return { ...protectedInputs(args), ...(secrets && { __secrets: secrets }) };
}

/** The arguments with the values of protected headers as secrets, whether or not the program says so. */
export function protectedInputs(args: Arguments): Record<string, unknown> {
  for (const name of ["labels", "headers", "protectedHeaders"]) refuseHiddenNames(name, args[name]);
  const { protectedHeaders } = args;
  return protectedHeaders === undefined ? args : { ...args, protectedHeaders: asSecrets(protectedHeaders) };
}

/** The engine hides such names, and loses `__proto__`: they would vanish before `check` could refuse them. */
function refuseHiddenNames(argument: string, value: unknown): void {
  const names = isRecord(value) && isPlain(value) ? Object.keys(value) : [];
  if (names.some((name) => name.startsWith("__"))) {
    throw new Error(`${argument}: names that begin with "__" are reserved by the engine.`);
  }
}

/** A map with each of its values a secret. What is not a map goes on as it is, for `check` to refuse. */
function asSecrets(headers: unknown): unknown {
  if (!isRecord(headers) || !isPlain(headers)) return pulumi.secret(headers);
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, pulumi.secret(value)]));
}

/** Whether there is an Output or a Promise anywhere in a value: nothing else holds a secret, and plain values cost nothing. */
function mayHoldSecret(value: unknown, outer: readonly unknown[] = []): boolean {
  if (typeof value !== "object" || value === null || outer.includes(value)) return false;
  return !isPlain(value) || Object.values(value).some((part) => mayHoldSecret(part, [...outer, value]));
}

/** The names of the arguments that hold a secret, in order; nothing if none does. */
function secretArguments(args: Arguments): pulumi.Output<string[] | undefined> | undefined {
  const nested = Object.entries(args).filter(([, value]) => mayHoldSecret(value));
  if (nested.length === 0) return undefined;
  const asked = nested.map(async ([name, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [name] : []));
  const names = Promise.all(asked).then((found) => found.flat().sort());
  return pulumi.output(names).apply((found) => (found.length > 0 ? found : undefined));
}
