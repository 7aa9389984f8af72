import type { WebhookHeader, WebhookHeaders } from "../types";

/** Header names are the same in any letter case. */
export const canonical = (name: string): string => name.toLowerCase();

/** The entry of a header in whatever spelling it is recorded, with that spelling. */
export function findEntry(headers: WebhookHeaders, name: string): [spelling: string, entry: WebhookHeader] | undefined {
  return Object.entries(headers).find(([spelling]) => canonical(spelling) === canonical(name));
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An entry without what does not belong to one. */
function readEntry(raw: unknown): WebhookHeader {
  if (!isRecord(raw)) return {};
  return {
    ...(typeof raw["value"] === "string" && { value: raw["value"] }),
    ...(raw["protected"] === true && { protected: true as const }),
    ...(typeof raw["revision"] === "number" && { revision: raw["revision"] }),
    ...(raw["secret"] === true && { secret: true as const }),
  };
}

/**
 * The headers of a recorded state, whatever wrote it: the map of today, the API's list, or nothing.
 * What is no header there is left out, so that a damaged state is repaired by the next write.
 */
export function readEntries(raw: unknown): WebhookHeaders {
  if (Array.isArray(raw)) {
    const named = raw.filter(isRecord).filter((item) => typeof item["key"] === "string");
    return Object.fromEntries(named.map((item) => [item["key"] as string, readEntry(item)]));
  }
  if (!isRecord(raw)) return {};
  return Object.fromEntries(Object.entries(raw).map(([name, entry]) => [name, readEntry(entry)]));
}

/** The values that nobody may see: those of protected headers, and plain ones that the program made secret. */
export function secretValues(headers: WebhookHeaders): string[] {
  return Object.values(headers).flatMap((entry) =>
    (entry.protected ?? entry.secret) && entry.value ? [entry.value] : [],
  );
}

export const anyProtected = (headers: WebhookHeaders): boolean =>
  Object.values(headers).some((entry) => entry.protected);
