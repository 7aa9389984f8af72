import * as pulumi from "@pulumi/pulumi";

import { REPEATED } from "../resources/webhook/headers/check";
import { canonical, isRecord } from "../resources/webhook/headers/entries";

type Entries = Record<string, unknown>;

/** The engine hides such names, and loses `__proto__`: they would vanish before anyone could refuse them. */
function refuseHidden(name: string, place: string): void {
  if (name.startsWith("__"))
    throw new Error(`${place}: a name must not begin with "__", which the engine keeps for itself`);
}

const isPlain = (value: unknown): boolean => !(pulumi.Output.isInstance(value) || value instanceof Promise);

/** The names of labels that would vanish on the way to the provider. */
export function refuseHiddenLabels(labels: unknown): void {
  if (isRecord(labels) && isPlain(labels))
    Object.keys(labels).forEach((name) => {
      refuseHidden(name, "labels");
    });
}

type NamedHeader = Readonly<Record<string, unknown>> & { readonly key: string };

/** A list from which a map can be made: every element an object with its name at hand. */
const isWellFormed = (list: unknown): list is NamedHeader[] =>
  Array.isArray(list) && list.every((item) => isRecord(item) && isPlain(item) && typeof item["key"] === "string");

/** The map of a list; two headers of one name leave a mark, since they would vanish in one entry. */
function toEntries(list: readonly NamedHeader[], entryOf: (header: NamedHeader) => unknown): Entries {
  const names = list.map(({ key }) => canonical(key));
  return Object.fromEntries(
    list.map((header, index) => {
      refuseHidden(header.key, `headers[${index}]`);
      const repeated = names.filter((name) => name === names[index]).length > 1;
      return [header.key, repeated ? { [REPEATED]: true } : entryOf(header)];
    }),
  );
}

const withoutKey = (header: NamedHeader): Entries =>
  Object.fromEntries(Object.entries(header).filter(([part]) => part !== "key"));

/** The value of what is, or may turn out to be, protected is a secret before the provider says so: plans and logs hold it, too. */
const withSecretValue = (entry: Entries): Entries =>
  entry["value"] !== undefined && (entry["protected"] === true || !isPlain(entry["protected"]))
    ? { ...entry, value: pulumi.secret(entry["value"]) }
    : entry;

/**
 * The API's list of headers as the map that the engine gets, in which it sees each header by itself, and in which it is
 * recorded which plain header's value is a secret: only the program knows.
 *
 * Where something of the list beside the values is an Output, all of it is one value, secret as a whole if it is secret.
 * What no map can be made of goes on as it is, for `check` to refuse.
 */
export function declaredHeaders(list: unknown): pulumi.Input<unknown> {
  if (list === undefined) return undefined;
  if (isWellFormed(list)) {
    return toEntries(list, (header) => {
      const entry = withSecretValue(withoutKey(header));
      return isPlain(header["value"]) ? entry : { ...entry, secret: secretOrNothing(header["value"]) };
    });
  }
  return outputOf(list).apply((known) => (isWellFormed(known) ? toEntries(known, withoutKey) : known));
}

const outputOf = (value: unknown): pulumi.Output<unknown> => pulumi.output(value);

const secretOrNothing = (value: unknown): pulumi.Output<true | undefined> =>
  pulumi.output(pulumi.isSecret(pulumi.output(value))).apply((secret) => secret || undefined);

/** The names of the arguments whose values hold a secret, in order; nothing where none does. */
export function secretArguments(
  args: Readonly<Record<string, unknown>>,
): pulumi.Output<string[] | undefined> | undefined {
  const nested = Object.entries(args).filter(
    ([name, value]) => typeof value === "object" && value !== null && !(name === "headers" && isWellFormed(value)),
  );
  if (nested.length === 0) return undefined;
  const asked = nested.map(async ([name, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [name] : []));
  return pulumi
    .output(Promise.all(asked).then((names) => names.flat().sort()))
    .apply((names) => (names.length > 0 ? names : undefined));
}
