import { compact } from "../../shared/values";
import type { Inputs, Owner, Properties, Recorded } from "../../resources/resource";
import { markSecrets } from "../../resources/secrets";
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
  readonly secrets: readonly string[];
  /** Whether the program reads the resource and does not own it (`Webhook.get`). */
  readonly isExternal: boolean;
}

/** Takes properties apart, of whatever version of this package. */
export function fromHost(raw: Properties): HostProperties {
  const {
    __provider: reference,
    __seed: seed,
    __secrets: secrets,
    __external: external,
    ...properties
  } = fromVersion01(raw);
  return {
    properties,
    reference,
    seed: typeof seed === "string" ? seed : undefined,
    secrets: Array.isArray(secrets) ? secrets.filter((place) => typeof place === "string").toSorted() : [],
    isExternal: external === true,
  };
}

/** Puts properties together for the engine, with every secret marked. */
export function toHost(
  { properties, secrets }: Inputs,
  { seed, isExternal }: Pick<HostProperties, "seed" | "isExternal">,
): Record<string, unknown> {
  const own = {
    __seed: seed,
    __secrets: secrets.length > 0 ? secrets : undefined,
    __external: isExternal || undefined,
  };
  return compact({ ...markSecrets(properties, secrets), ...own });
}

/** The inputs that were read. Like those of a program they tell secret fields, and no single headers: a preview would show it. */
export function readInputs(inputs: Inputs, own: Pick<HostProperties, "seed" | "isExternal">): Record<string, unknown> {
  const fields = inputs.secrets.filter((place) => !place.includes("/"));
  return compact({ ...toHost(inputs, own), __secrets: fields.length > 0 ? fields : undefined });
}

export const toInputs = ({ properties, secrets }: HostProperties): Inputs => ({ properties, secrets });

export const toRecorded = (id: string, { properties, secrets }: HostProperties): Recorded => ({
  id,
  state: properties,
  secrets,
});

/** The resource of a call. Without a seed, the id tells it from others. */
export function ownerOf(id: string, seed: string | undefined, { name }: Properties): Owner {
  return { key: seed ?? id, name: seed === undefined ? String(name ?? id) : logicalNameOf(seed) };
}
