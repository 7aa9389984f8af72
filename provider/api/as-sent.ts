import isEqual from "lodash.isequal";

import { plainText } from "../shared/text";
import { sameUrl } from "../shared/urls";
import type { WireHeader, WireWebhook, WireWebhookCreate } from "./wire";

/**
 * Whether a webhook is what was sent to create one: every field that was sent is there, in whatever form a service keeps it.
 * Values of protected headers cannot be compared, and a service may not list such headers at all.
 */
export function isAsSent(there: WireWebhook, sent: WireWebhookCreate): boolean {
  const { headers = [], url, ...rest } = sent;
  const fields = Object.entries(rest) as [keyof WireWebhook, unknown][];
  return (
    fields.every(([name, value]) => value === undefined || same(there[name], value)) &&
    (sameUrl(there.url, url) || same(withoutSlash(there.url), withoutSlash(url))) &&
    sameHeaders(there.headers, headers)
  );
}

/** Whether two values are the same but for what services change in texts: outer blanks, line ends, composed characters. */
const same = (one: unknown, other: unknown): boolean => isEqual(canonical(one), canonical(other));

function canonical(value: unknown): unknown {
  if (typeof value === "string") return plainText(value).normalize();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, canonical(item)]));
}

const withoutSlash = (url: string): string => url.replace(/\/$/, "");

const nameOf = ({ key }: WireHeader): string => key.toLowerCase();

function sameHeaders(there: readonly WireHeader[], sent: readonly WireHeader[]): boolean {
  const expected = new Map(sent.map((header) => [nameOf(header), header]));
  const found = new Map(there.map((header) => [nameOf(header), header]));
  const noOthers = there.every((header) => expected.has(nameOf(header)));
  return noOthers && sent.every((header) => sameHeader(found.get(nameOf(header)), header));
}

function sameHeader(there: WireHeader | undefined, sent: WireHeader): boolean {
  if (sent.protected) return there === undefined || there.protected === true || same(there.value, sent.value);
  return there !== undefined && !there.protected && same(there.value, sent.value);
}
