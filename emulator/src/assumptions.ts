/**
 * What the API's text leaves open, and what the emulator assumes. If you learn how the service behaves, correct it here: each of
 * these is used in one place.
 */

/** The status of an answer to a creation (of a webhook or a webhook test). */
export const CREATED_STATUS = 201;

/** The status of an answer to a deletion; its body is empty. */
export const DELETED_STATUS = 204;

/** The status if a name is taken, in a creation or a rename. `--taken-name-status` changes it. */
export const TAKEN_NAME_STATUS = 409;

/** The status if the token is missing or unknown. */
export const UNAUTHORIZED_STATUS = 401;

/** The status if the project, the webhook, the webhook test, the object or its version does not exist. */
export const NOT_FOUND_STATUS = 404;

/** The status if no version is given and the object has no default version. */
export const NO_DEFAULT_VERSION_STATUS = 400;

/** The largest body that is read, in bytes. A larger one is answered with 413. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The body of every refusal that is not about a field. */
export const errorBody = (message: string): object => ({ error: message });

/**
 * A field's value in a refusal that names fields: a list of sentences. Mistakes within a field are nested:
 * `{"headers": {"1": {"value": ["…"]}}}`.
 */
export const fieldMistakes = (sentences: readonly string[]): readonly string[] => sentences;

/** What answers show as `version` if none was sent. The API's list example shows null. `--default-version` changes it. */
export const OMITTED_VERSION: string | null = null;

/** The name of an object's default version, which deliveries tell. */
export const DEFAULT_VERSION = "v1";

/** The value of a protected header if the service masks it. */
export const PROTECTED_MASK = "********";

/** The smallest `timeout`, in seconds. */
export const MIN_TIMEOUT = 1;

/** Unknown fields are ignored. So are `object_type`, `object_name` and `version` in an update. */
export const UNKNOWN_FIELDS_ALLOWED = true;

/** No field takes null, except `version` and the value of a header in an update. */
export const NULL_ALLOWED = false;

/** `version` may be null, which is the same as omitting it. */
export const NULL_VERSION_ALLOWED = true;

/** What every header must have. The official Python client refuses a header without `protected`. */
export const HEADER_REQUIRED = ["key", "protected"] as const;

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

/** Whether two names are the same header: in any letter case, as in HTTP. A list with such a pair is refused. */
export const sameHeaderName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

interface HeaderIdentity {
  readonly key: string;
  readonly protected: boolean;
}

/** Whether a header without a value in an update keeps the stored one: both are protected and spelled exactly alike. */
export const keepsStoredValue = (stored: HeaderIdentity, sent: HeaderIdentity): boolean =>
  stored.protected && sent.protected && stored.key === sent.key;

/** A header without `value` in an update is the same as one with `value: null`: the Python client leaves out what is None. */
export const valueIsNull = (value: string | null | undefined): value is null | undefined =>
  value === null || value === undefined;

/** An update replaces all `labels`. */
export const updatedLabels = (
  _stored: Readonly<Record<string, string>>,
  sent: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => sent;

/**
 * The filter `labels=label:value,label:value`: a webhook must have all of them. A pair is split at its first colon.
 * Undefined if it is not of that form.
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

/** Whether a field matches its filter. An empty filter matches everything, and an unknown value matches nothing. */
export const matchesFilter = (value: string, filter: string | undefined): boolean => !filter || value === filter;

/** A listing shows the oldest webhook first. */
export const listingOrder = <T>(byCreation: T[]): T[] => byCreation;

/** Dates are ISO 8601 in UTC with milliseconds. */
export const dateText = (date: Date): string => date.toISOString();

/** How often a failed delivery with `retry` is tried again. */
export const DELIVERY_RETRIES = 2;

/** The time before a failed delivery is tried again, in milliseconds. `--retry-delay` changes it. */
export const DELIVERY_RETRY_DELAY_MS = 1000;

/** Whether a receiver's answer is a success: 2xx and 3xx are. Redirects are not followed. */
export const isDelivered = (status: number): boolean => status >= 200 && status < 400;

/** The message of a delivery without a connection. The API's text shows this one. */
export const CONNECTION_FAILED = "Connection error";

/** The message of a delivery without an answer in time. */
export const timedOut = (seconds: number): string => `Timeout: no response within ${seconds} seconds`;

/** The message of a delivery that was answered with another status than 2xx and 3xx. */
export const answeredWith = (status: number): string => `Received status code ${status}`;

/** The result in a webhook test's payload with `include_result`: a test belongs to no request. */
export const TEST_RESULT = { message: "This is a test" };

/** The header of a 429 that tells in how many seconds to come back, rounded down. */
export const RATE_LIMIT_RESET_HEADER = "x-ratelimit-reset";
