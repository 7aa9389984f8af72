/**
 * The points that the API's text leaves open, and what the emulator does about each. Whoever learns how the service behaves
 * corrects it here: every name is used in one place.
 */

/** The status of an answer to a creation (of a webhook or a test). */
export const CREATED_STATUS = 201;

/** The status of an answer to a deletion; its body is empty. */
export const DELETED_STATUS = 204;

/** The status where a name is taken, by a creation or a rename. An option of the emulator can make it 400. */
export const TAKEN_NAME_STATUS = 409;

/** The status of a missing or unknown token. */
export const UNAUTHORIZED_STATUS = 401;

/** The status where the project, the webhook, the test, the object or its version does not exist. */
export const MISSING_STATUS = 404;

/** The status where no version is given and the object has no default one. */
export const NO_DEFAULT_VERSION_STATUS = 400;

/** The largest body that is read, in bytes; more is a 413. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The body of every refusal that does not belong to a field. */
export const errorBody = (message: string): object => ({ error: message });

/**
 * A field's mistakes in a refusal, which is an object of them by field name: a list of sentences. A mistake within a field is
 * nested: `{"headers": {"1": {"value": ["…"]}}}`.
 */
export const fieldMistakes = (sentences: readonly string[]): readonly string[] => sentences;

/** The version that an omitted one resolves to, and that answers show. An option of the emulator can make it null. */
export const DEFAULT_VERSION = "v1";

/** What stands in place of a protected value where the service masks it. */
export const PROTECTED_MASK = "********";

/** The smallest `timeout`, in seconds. */
export const MIN_TIMEOUT = 1;

/** Fields that the API does not know are ignored. So are `object_type`, `object_name` and `version` in an update. */
export const UNKNOWN_FIELDS_ALLOWED = true;

/** No field takes null, except `version` and the value of a header in an update. */
export const NULL_ALLOWED = false;

/** Whether `version` may be null, which means that none is given: listings show it so. */
export const NULL_VERSION_ALLOWED = true;

/** Which callback URLs are accepted: complete ones with http or https, whatever host they name. */
export function isAcceptedUrl(url: string): boolean {
  if (!/^https?:\/\//i.test(url)) return false;
  try {
    // Not by `URL.canParse`: in Node.js 20 it refuses every URL with characters beyond ASCII after some thousand calls.
    new URL(url);
    return true;
  } catch {
    return false;
  }
}

/** Whether two header names are the same header: in any letter case, as HTTP has it. Such a pair in one list is refused. */
export const sameHeaderName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether a header is protected where it does not say so. */
export const PROTECTED_UNLESS_SENT = false;

interface HeaderIdentity {
  readonly key: string;
  readonly protected: boolean;
}

/** Whether a header without a value in an update means the stored one: both must be protected, and spelled exactly alike. */
export const keepsStoredValue = (stored: HeaderIdentity, sent: HeaderIdentity): boolean =>
  stored.protected && sent.protected && stored.key === sent.key;

/** A header without `value` in an update is one with `value: null` (the Python client leaves out what is None). */
export const valueIsNull = (value: string | null | undefined): value is null | undefined =>
  value === null || value === undefined;

/** An update replaces `labels` as a whole. */
export const updatedLabels = (
  _stored: Readonly<Record<string, string>>,
  sent: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => sent;

/**
 * The filter `labels=key:value,key:value`: a webhook must have all of them. A pair is split at its first colon.
 * Undefined where it is not of that form.
 */
export function parseLabelsFilter(filter: string): (readonly [string, string])[] | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (const part of filter.split(",")) {
    const colon = part.indexOf(":");
    if (colon < 1) return undefined;
    pairs.push([part.slice(0, colon).trim(), part.slice(colon + 1).trim()]);
  }
  return pairs;
}

/** Whether a field passes the filter of its name: an empty filter is none, and a value that nothing has finds nothing. */
export const passes = (value: string, filter: string | undefined): boolean => !filter || value === filter;

/** A listing shows the oldest webhook first. */
export const listingOrder = <T>(byCreation: T[]): T[] => byCreation;

/** Dates are ISO 8601 in UTC with milliseconds. */
export const dateText = (date: Date): string => date.toISOString();

/** What a test's or an event's call gets in `retry` mode after its first failure: so many more attempts. */
export const DELIVERY_RETRIES = 2;

/** The pause before a delivery is tried again, in milliseconds. An option of the emulator can change it. */
export const DELIVERY_RETRY_DELAY_MS = 1000;

/** Whether a receiver's answer is a success: 2xx and 3xx are; redirects are not followed. */
export const isDelivered = (status: number): boolean => status >= 200 && status < 400;

/** The message of a delivery that got no answer because there was no connection. The API's text shows this one. */
export const CONNECTION_FAILED = "Connection error";

/** The message of a delivery that got no answer in time. */
export const timedOut = (seconds: number): string => `Timeout: no response within ${seconds} seconds`;

/** The message of a delivery that got an answer other than 2xx and 3xx. */
export const answeredWith = (status: number): string => `Received status code ${status}`;

/** The result in a webhook test's payload where `include_result` is set: a test belongs to no request. */
export const TEST_RESULT = { message: "This is a test" };

/** The header of a 429 that tells in how many seconds to come back, rounded down. */
export const RATE_LIMIT_RESET_HEADER = "x-ratelimit-reset";
