import isEqual from "lodash.isequal";

import { sameUrl } from "../shared/urls";
import type { WireHeader, WireWebhook, WireWebhookCreate } from "./types";

/**
 * Whether a webhook is what was sent to create one: every field that was sent is there. Values of protected headers cannot
 * be compared, and the service may not list such headers at all.
 */
export function isSameWebhook(there: WireWebhook, sent: WireWebhookCreate): boolean {
  const { headers = [], url, ...fields } = sent;
  const sameFields = Object.entries(fields).every(([name, value]) => value === undefined || same(there[name], value));
  return sameFields && sameUrl(String(there["url"]).trim(), String(url).trim()) && sameHeaders(there.headers, headers);
}

/** Whether two values are the same but for outer whitespace, which the service may trim. */
const same = (one: unknown, other: unknown): boolean => isEqual(trimmed(one), trimmed(other));

function trimmed(value: unknown): unknown {
  if (typeof value === "string") return value.trim();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.trim(), trimmed(item)]));
}

const nameOf = ({ key }: WireHeader): string => key.trim().toLowerCase();

function sameHeaders(there: readonly WireHeader[], sent: readonly WireHeader[]): boolean {
  const found = new Map(there.map((header) => [nameOf(header), header]));
  const expected = new Set(sent.map(nameOf));
  return there.every((header) => expected.has(nameOf(header))) && sent.every((header) => isSent(found, header));
}

function isSent(found: ReadonlyMap<string, WireHeader>, sent: WireHeader): boolean {
  const there = found.get(nameOf(sent));
  if (sent.protected) return there === undefined || there.protected || same(there.value, sent.value);
  return there !== undefined && !there.protected && same(there.value, sent.value);
}
