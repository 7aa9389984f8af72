import isEqual from "lodash.isequal";

import { markSecret } from "../shared/engine-values";
import { isRecord } from "../shared/values";
import type { Fields } from "./fields";
import type { Properties, SecretPlaces } from "./types";
import { FIELDS } from "./webhook/fields";

/** Whether the values of a field are secret whether or not the program says so. */
export const isAlwaysSecret = (field: string): boolean => (FIELDS as Fields)[field]?.secret === true;

/** The place of one value in a map. */
export const placeOf = (field: string, key: string): string => `${field}/${key}`;

/** Whether the same places are secret, in whatever order. */
export const samePlaces = (one: SecretPlaces, other: SecretPlaces): boolean =>
  isEqual(one.toSorted(), other.toSorted());

/** The properties as the engine gets them, every secret marked. */
export function markSecrets(properties: Properties, secrets: SecretPlaces): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([field, value]) => {
      if (secrets.includes(field)) return [field, markSecret(value)];
      if (!isRecord(value)) return [field, value];
      const entries = Object.entries(value).map(([key, item]) => {
        const isSecret = isAlwaysSecret(field) || secrets.includes(placeOf(field, key));
        return [key, isSecret ? markSecret(item) : item];
      });
      return [field, Object.fromEntries(entries)];
    }),
  );
}

/** Every secret text in the properties. */
export function secretsIn(properties: Properties, secrets: SecretPlaces): string[] {
  return Object.entries(properties).flatMap(([field, value]) => {
    if (isAlwaysSecret(field) || secrets.includes(field)) return textsIn(value);
    if (!isRecord(value)) return [];
    const hidden = Object.entries(value).filter(([key]) => secrets.includes(placeOf(field, key)));
    return hidden.flatMap(([, item]) => textsIn(item));
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
