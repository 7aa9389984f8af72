import { isUnknown, UNKNOWN } from "../../../shared/engine-values";
import { textProblem, typeName } from "../../field-types";
import { didYouMean } from "../../../shared/nearest";
import type { WebhookHeader, WebhookHeaders } from "../types";
import { canonical, findEntry, isRecord } from "./entries";

/** A header as the program declares it or the engine puts it back: nothing is known of its values yet. */
interface Declared {
  readonly name: unknown;
  readonly entry: unknown;
  /** How a message calls it: by name, or by place where its name is wrong or secret. */
  readonly label: string;
}

/** The mark that the constructor leaves where two headers of one name would vanish in one entry of the map. */
export const REPEATED = "repeated";

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const PARTS = ["key", "value", "protected", "secret", "revision", REPEATED];

/** The headers that are declared as the map of the constructor or, by a transform, as the API's list. */
function declarations(raw: unknown, nameless: boolean): Declared[] | string {
  if (Array.isArray(raw)) {
    return raw.map((item: unknown, index) => {
      const entry = isRecord(item) && isUnknown(item["key"]) ? UNKNOWN : item;
      return { name: isRecord(entry) ? entry["key"] : undefined, entry, label: `headers[${index}]` };
    });
  }
  if (!isRecord(raw)) return `headers: must be a list of { key, value, protected? }, not ${typeName(raw)}`;
  return Object.entries(raw).map(([name, entry], index) => ({
    name,
    entry,
    label: nameless ? `headers[${index}]` : `headers[${JSON.stringify(name)}]`,
  }));
}

function nameProblem(name: unknown): string | undefined {
  if (name === undefined || name === null) return "key is required: the header's name";
  if (typeof name !== "string") return `key must be a string, not ${typeName(name)}`;
  if (name === "") return "key must be the header's name, and is empty";
  if (name.startsWith("__")) return 'key must not begin with "__", which the engine keeps for itself';
  return TOKEN.test(name) ? undefined : "key must be an HTTP header name: letters, digits and !#$%&'*+-.^_`|~ only";
}

function entryProblem(entry: unknown, mayLackValue: boolean, nameless: boolean): string | undefined {
  if (isUnknown(entry)) return undefined;
  if (!isRecord(entry)) return `must be { key, value, protected? }, not ${typeName(entry)}`;
  const { value } = entry;
  const stray = Object.keys(entry).find((part) => !PARTS.includes(part));
  if (stray !== undefined) {
    return nameless
      ? "has a property beside key, value and protected"
      : `has no property ${JSON.stringify(stray)}${didYouMean(stray, PARTS.slice(0, 3))}`;
  }
  if (entry[REPEATED] === true) return "is declared more than once: header names are the same in any letter case";
  if (![undefined, null, true, false].includes(entry["protected"] as boolean) && !isUnknown(entry["protected"])) {
    return `protected must be true or false, not ${typeName(entry["protected"])}`;
  }
  if (value === undefined || value === null) return mayLackValue ? undefined : "value is required";
  if (typeof value !== "string") return `value must be a string, not ${typeName(value)}`;
  if (value.trim() === "") return "value must not be empty";
  const wrong = isUnknown(value) ? undefined : textProblem(value);
  return wrong && `value ${wrong}`;
}

/**
 * The entry as it is recorded; unknown as a whole where a preview does not know what it will hold. A protected value that is
 * another one than the last gets a new revision.
 */
function checkedEntry(entry: unknown, previous: WebhookHeader | undefined): WebhookHeader {
  if (!isRecord(entry) || isUnknown(entry["protected"])) return UNKNOWN as unknown as WebhookHeader;
  // Outer blanks are no part of a header's value.
  const value = typeof entry["value"] === "string" ? entry["value"].trim() : undefined;
  const base = value === undefined ? {} : { value };
  if (entry["protected"] !== true) return { ...base, ...(entry["secret"] === true && { secret: true as const }) };
  if (isUnknown(value)) return { ...base, protected: true, revision: UNKNOWN as unknown as number };
  if (value === undefined) return { protected: true };
  const last = previous?.protected ? (previous.revision ?? 0) : 0;
  const revision = previous?.protected && previous.value === value ? Math.max(last, 1) : last + 1;
  return { ...base, protected: true, revision };
}

export interface CheckedHeaders {
  /** The headers by name; in a preview the whole may be unknown. */
  readonly headers: WebhookHeaders;
  readonly problems: readonly string[];
}

/**
 * Checks and normalizes the declared headers.
 * @param previous the last checked ones, which the revisions go on from
 * @param nameless whether messages must call the headers by place, since the whole list is secret
 */
export function checkHeaders(raw: unknown, previous: WebhookHeaders, nameless: boolean): CheckedHeaders {
  if (raw === undefined || raw === null) return { headers: {}, problems: [] };
  if (isUnknown(raw)) return { headers: UNKNOWN as unknown as WebhookHeaders, problems: [] };
  const declared = declarations(raw, nameless);
  if (typeof declared === "string") return { headers: {}, problems: [declared] };

  const problems: string[] = [];
  const seen = new Set<string>();
  let incomplete = false;
  const headers: [string, WebhookHeader][] = [];
  for (const { name, entry, label } of declared) {
    const found = typeof name === "string" ? findEntry(previous, name)?.[1] : undefined;
    // What somebody else protected has no value here; `ignoreChanges` puts it back as it was recorded.
    const foreign = found?.protected === true && found.value === undefined;
    const wrong = (isRecord(entry) ? nameProblem(name) : undefined) ?? entryProblem(entry, foreign, nameless);
    if (wrong) problems.push(`${label}: ${wrong}`);
    // In a preview, an element of a transform's list may not have its name yet.
    incomplete ||= !wrong && typeof name !== "string";
    if (wrong || typeof name !== "string") continue;
    if (seen.has(canonical(name)))
      problems.push(`${label}: is declared more than once: header names are the same in any letter case`);
    seen.add(canonical(name));
    headers.push([name, checkedEntry(entry, found)]);
  }
  return { headers: incomplete ? (UNKNOWN as unknown as WebhookHeaders) : Object.fromEntries(headers), problems };
}
