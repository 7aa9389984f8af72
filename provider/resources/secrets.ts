import { markSecret } from "../shared/engine-values";
import { isRecord, readEntries, secretValues } from "./webhook/headers/entries";

type Properties = Readonly<Record<string, unknown>>;

const secretFields = (properties: Properties): string[] => {
  const names = properties["__secrets"];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
};

const stringsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** Every secret string in a resource's properties: those of its headers, and those of the fields that the program made secret. */
export function secretsIn(properties: Properties): string[] {
  const wholes = secretFields(properties).flatMap((name) => stringsIn(properties[name]));
  return [...new Set([...secretValues(readEntries(properties["headers"])), ...wholes])];
}

/** The value without anything undefined in it. */
function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, defined(item)]));
}

function markEntry(entry: unknown): unknown {
  if (!isRecord(entry) || entry["value"] === undefined) return entry;
  return entry["protected"] || entry["secret"] ? { ...entry, value: markSecret(entry["value"]) } : entry;
}

/** The properties as the engine gets them: every secret in them marked, and nothing undefined, which it cannot take. */
export function markSecrets(properties: Properties): Record<string, unknown> {
  const whole = secretFields(properties);
  const marked = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, raw]): [string, unknown] => {
      const value = defined(raw);
      if (whole.includes(name)) return [name, markSecret(value)];
      if (name !== "headers" || !isRecord(value)) return [name, value];
      return [name, Object.fromEntries(Object.entries(value).map(([header, entry]) => [header, markEntry(entry)]))];
    });
  return Object.fromEntries(marked);
}
