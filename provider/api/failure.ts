/** What went wrong with one attempt. */
export interface Failure {
  readonly kind:
    | "status" // an answer that refuses
    | "redirect"
    | "page" // a web page instead of data
    | "malformed" // data that does not have the API's form
    | "refused" // no connection
    | "dns"
    | "tls"
    | "proxy"
    | "timeout"
    | "lost" // the connection ended before the answer did
    | "gate" // not sent: the service asked for a pause that is longer than the time that is left
    | "cancelled"; // not sent, or a read that was broken off
  /** Whether the service may have done what it was asked for. */
  readonly mayBeDone: boolean;
  readonly status?: number;
  /** How long the service asks to wait, in milliseconds. */
  readonly askedWait?: number;
  /** What the service said, or the system's name for what happened. */
  readonly text?: string;
}

export const CANCELLED: Failure = { kind: "cancelled", mayBeDone: false };

/** The header fields of an answer that matter here. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The failure in an answer of 400 and above.
 * @param now in milliseconds since 1970, for dates in the answer
 */
export function refusal(status: number, headers: AnswerHeaders, body: string, now: number): Failure {
  const wait = askedWait(status, headers, now);
  const mayBeDone = status === 408 || (status >= 500 && !(status === 503 && wait !== undefined));
  return { kind: "status", status, mayBeDone, text: body, ...(wait !== undefined && { askedWait: wait }) };
}

const NOT_CONNECTED = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "EADDRNOTAVAIL"];
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_TLS|^ERR_SSL|^EPROTO$/;
const BEFORE_SENDING = ["lookup", "connect", "secureConnect"];

/** The failure in an error of the HTTP library, by its name and code: Jest loads the library's classes elsewhere. */
export function failureOf(error: unknown): Failure {
  const name = property(error, "name");
  const code = text(property(error, "code"));
  const message = text(property(error, "message"));
  if (name === "TimeoutError") {
    const mayBeDone = !BEFORE_SENDING.includes(text(property(error, "event")));
    return { kind: "timeout", mayBeDone, text: message };
  }
  if (name === "AbortError") return CANCELLED;
  if (/^Bad response: \d+$|^Proxy timeout$/.test(message)) return { kind: "proxy", mayBeDone: false, text: message };
  const notSent = { mayBeDone: false, text: code };
  if (NOT_CONNECTED.includes(code) || property(property(error, "cause"), "syscall") === "connect") {
    return { kind: "refused", ...notSent };
  }
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) return { kind: "dns", ...notSent };
  if (CERTIFICATE.test(code)) return { kind: "tls", ...notSent };
  return { kind: "lost", mayBeDone: true, text: code };
}

const property = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * How long an answer asks to wait, in milliseconds; undefined if it does not say.
 *
 * `Retry-After` is a number of seconds or a date. UbiOps sends `x-ratelimit-reset` with a 429: seconds, rounded down, so one
 * is added.
 */
function askedWait(status: number, headers: AnswerHeaders, now: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const retryAfter = text(headers["retry-after"]);
  const asked = seconds(retryAfter) ?? until(retryAfter, now);
  if (asked !== undefined || status !== 429) return asked;
  const reset = seconds(text(headers["x-ratelimit-reset"]));
  return reset === undefined ? undefined : reset + 1000;
}

const seconds = (text: string): number | undefined =>
  /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : undefined;

function until(date: string, now: number): number | undefined {
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}
