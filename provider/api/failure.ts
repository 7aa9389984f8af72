import { askedWait } from "./asked-wait";

/** What went wrong with one attempt. */
export interface Failure {
  readonly kind:
    | "status" // an answer that refuses
    | "redirect"
    | "page" // a page for people where data is expected
    | "malformed" // data of another shape than the API's
    | "refused" // no connection
    | "dns"
    | "tls"
    | "proxy"
    | "timeout"
    | "lost" // the connection ended before the answer did
    | "gate"; // not sent: the service asked for a pause that is longer than the time that is left
  /** Whether the service may have done what was asked. */
  readonly mayHaveHappened: boolean;
  readonly status?: number;
  /** How long the service asks to wait, in milliseconds. */
  readonly askedWait?: number;
  /** What the service said, or the system's name for what happened. */
  readonly text?: string;
}

/** Thrown inside the HTTP library's hooks for what it does not itself take for a failure. */
export class Rejected extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/**
 * Reads an error of the HTTP library. By name and code alone: its classes may be of another realm than this module.
 * @param now in milliseconds since 1970, for dates in the answer
 */
export function failureOf(error: unknown, now: number): Failure {
  const cause = property(error, "cause");
  if (cause instanceof Rejected) return cause.failure;
  const response = property(error, "response");
  const status = property(response, "statusCode");
  if (property(error, "name") === "HTTPError" && typeof status === "number") return refusal(status, response, now);
  return transportFailure(error, cause);
}

function refusal(status: number, response: unknown, now: number): Failure {
  const wait = askedWait(status, property(response, "headers"), now);
  const certain = (status === 503 && wait !== undefined) || (status < 500 && status !== 408);
  return {
    kind: "status",
    status,
    mayHaveHappened: !certain,
    text: text(property(response, "body")),
    ...(wait !== undefined && { askedWait: wait }),
  };
}

const REFUSED = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "EADDRNOTAVAIL"];
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_TLS|^ERR_SSL|^EPROTO$/;
const BEFORE_SENDING = ["lookup", "connect", "secureConnect"];

function transportFailure(error: unknown, cause: unknown): Failure {
  const code = text(property(error, "code"));
  const message = text(property(error, "message"));
  if (property(error, "name") === "TimeoutError") {
    const sent = !BEFORE_SENDING.includes(text(property(error, "event")));
    return { kind: "timeout", mayHaveHappened: sent, text: message };
  }
  if (/^Bad response: \d+$|^Proxy timeout$/.test(message))
    return { kind: "proxy", mayHaveHappened: false, text: message };
  const never = { mayHaveHappened: false, text: code };
  if (REFUSED.includes(code) || property(cause, "syscall") === "connect") return { kind: "refused", ...never };
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) return { kind: "dns", ...never };
  if (CERTIFICATE.test(code)) return { kind: "tls", ...never };
  return { kind: "lost", mayHaveHappened: true, text: code };
}

/** A property of a value of which nothing is known. */
export function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
