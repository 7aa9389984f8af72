import { compact, isRecord } from "../../shared/values";
import type { Inputs, Owner, Properties, Recorded } from "../../resources/types";
import { markSecrets, placeOf } from "../../resources/secrets";
import { logicalNameOf } from "../../resources/webhook/automatic-name";
import { fromVersion01 } from "./version-0.1";

/**
 * What this front end needs beside the fields. The host passes plain values, without marks of secrets, and no URN: the
 * constructor tells them, and the state keeps them under names that previews hide.
 */
export interface HostProperties {
  /** The properties that belong to the resource. */
  readonly properties: Properties;
  /** How the engine's host finds this provider again. */
  readonly reference: unknown;
  /** What an automatic name is made of. It also tells the resource from all others. */
  readonly seed: string | undefined;
  /** The automatic name that the native form made, if the webhook was its resource. */
  readonly keptName: string | undefined;
  readonly secrets: readonly string[];
  /** Whether the program reads the resource and does not own it (`Webhook.get`). */
  readonly isExternal: boolean;
}

/** Takes properties apart, of whatever version of this package. */
export function fromHost(raw: Properties): HostProperties {
  const {
    __provider: reference,
    __seed: seed,
    __kept: keptName,
    __secrets: secrets,
    __external: external,
    ...properties
  } = fromVersion01(raw);
  return {
    properties,
    reference,
    seed: typeof seed === "string" ? seed : undefined,
    keptName: typeof keptName === "string" ? keptName : undefined,
    secrets: Array.isArray(secrets) ? secrets.filter((place) => typeof place === "string").toSorted() : [],
    isExternal: external === true,
  };
}

/** Puts properties together for the engine, with every secret marked. */
export function toHost(
  { properties, secrets }: Inputs,
  { seed, keptName, isExternal }: Pick<HostProperties, "seed" | "isExternal"> & { keptName?: string | undefined },
): Record<string, unknown> {
  const own = {
    __seed: seed,
    __kept: keptName,
    __secrets: secrets.length > 0 ? secrets : undefined,
    __external: isExternal || undefined,
  };
  return compact({ ...markSecrets(properties, secrets), ...own });
}

/** The automatic name that a webhook keeps: the native form derives names from something else. */
export function keptNameOf({ properties: { name }, reference, seed, keptName }: HostProperties): string | undefined {
  const isNative = reference === undefined && seed === undefined;
  return isNative && typeof name === "string" ? name : keptName;
}

/**
 * With `ignoreChanges` the engine declares a header as it was read: one that was secret then is secret still, though the
 * program does not say so.
 */
export function withKept(declared: HostProperties, previous: HostProperties): HostProperties {
  const [before, now] = [previous.properties["headers"], declared.properties["headers"]];
  if (!isRecord(before) || !isRecord(now)) return declared;
  const kept = Object.keys(now)
    .filter((name) => now[name] === before[name])
    .map((name) => placeOf("headers", name));
  const places = kept.filter((place) => previous.secrets.includes(place));
  return { ...declared, secrets: [...declared.secrets, ...places].toSorted() };
}

export const toInputs = ({ properties, secrets }: HostProperties): Inputs => ({ properties, secrets });

export const toRecorded = (id: string, { properties, secrets }: HostProperties): Recorded => ({
  id,
  state: properties,
  secrets,
});

/** The resource of a call. Without a seed, the id tells it from others. */
export function ownerOf(id: string, seed: string | undefined, { name }: Properties): Owner {
  return { key: seed ?? id, name: seed === undefined ? (typeof name === "string" ? name : id) : logicalNameOf(seed) };
}
