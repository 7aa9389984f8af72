import type { TroubleKind } from "../../../emulator/src";

/** What happens to a connection before a request can be sent: its name has no address, or nothing listens there. */
export type ConnectionFault = "dns" | "refused";

/** One thing that goes wrong with a request, and what is true of it whatever the verb. */
export interface Fault {
  readonly name: string;
  /** How the emulator makes it. */
  readonly trouble?: TroubleKind;
  /** How the way to the emulator makes it. */
  readonly connection?: ConnectionFault | "tls";
  /** It is an answer that leads to another host, which would get the token if it were followed. */
  readonly redirects?: true;
  /** The service did the work and its answer went wrong; otherwise the work was not done. */
  readonly done?: true;
  /** The client can tell that the work was not done, and need not look. */
  readonly certain?: true;
  /** How often a request is sent in all: as often as the time budget lets it (missing), this many times, or once. */
  readonly attempts?: number;
  /** The error if it lasts; missing for what does no harm. */
  readonly error?: string;
  /** It strikes the body of an answer: one without a body is whole. */
  readonly inBody?: true;
}

/** A pause that fits once into the time budget of a verb that uses it up, in seconds. */
const PAUSE_SECONDS = 250;

const page = "<html><head><title>Maintenance</title></head><body>We are back at noon.</body></html>";
const status = (code: number, headers?: Record<string, string>): TroubleKind => ({
  kind: "status",
  status: code,
  ...(headers && { headers }),
});
const refusal = (code: number, error: string): Fault => ({
  name: `${code}`,
  trouble: status(code),
  certain: true,
  attempts: 1,
  error,
});

export const FAULTS: readonly Fault[] = [
  { name: "refused connection", connection: "refused", certain: true, attempts: 6, error: "ConnectionRefusedError" },
  { name: "DNS error", connection: "dns", certain: true, attempts: 3, error: "DnsError" },
  { name: "TLS error", connection: "tls", certain: true, attempts: 1, error: "TlsError" },
  { name: "reset before the work", trouble: { kind: "drop" }, error: "ConnectionLostError" },
  { name: "reset after the work", trouble: { kind: "drop", when: "after" }, done: true, error: "ConnectionLostError" },
  { name: "answer cut in the middle", trouble: { kind: "cut" }, done: true, error: "ConnectionLostError" },
  { name: "no answer, work not done", trouble: { kind: "hang" }, error: "TimeoutError" },
  { name: "no answer, work done", trouble: { kind: "hang", when: "after" }, done: true, error: "TimeoutError" },
  { name: "slow answer", trouble: { kind: "slow", ms: 20 } },
  refusal(400, "BadRequestError"),
  refusal(401, "UnauthorizedError"),
  refusal(403, "ForbiddenError"),
  { name: "408", trouble: status(408), error: "ServerError" },
  refusal(413, "BadRequestError"),
  refusal(415, "BadRequestError"),
  refusal(422, "BadRequestError"),
  { name: "429", trouble: status(429), certain: true, error: "RateLimitedError" },
  {
    name: "429 with Retry-After",
    trouble: status(429, { "retry-after": `${PAUSE_SECONDS}` }),
    certain: true,
    error: "RateLimitedError",
  },
  {
    name: "429 with x-ratelimit-reset",
    trouble: status(429, { "x-ratelimit-reset": `${PAUSE_SECONDS - 1}` }),
    certain: true,
    error: "RateLimitedError",
  },
  {
    name: "429 for an hour",
    trouble: status(429, { "retry-after": "3600" }),
    certain: true,
    attempts: 1,
    error: "RateLimitedError",
  },
  { name: "500", trouble: status(500), error: "ServerError" },
  {
    name: "502 after the work",
    trouble: { kind: "status", status: 502, when: "after" },
    done: true,
    error: "ServerError",
  },
  { name: "503", trouble: status(503), error: "ServerError" },
  {
    name: "503 with Retry-After",
    trouble: status(503, { "retry-after": `${PAUSE_SECONDS}` }),
    certain: true,
    error: "ServerError",
  },
  { name: "503 with a maintenance page", trouble: { kind: "status", status: 503, body: page }, error: "ServerError" },
  { name: "504", trouble: status(504), error: "ServerError" },
  {
    name: "504 after the work",
    trouble: { kind: "status", status: 504, when: "after" },
    done: true,
    error: "ServerError",
  },
  { name: "HTML with 200", trouble: { kind: "html" }, attempts: 3, error: "PageError" },
  {
    name: "HTML with 200 after the work",
    trouble: { kind: "html", when: "after" },
    done: true,
    attempts: 3,
    error: "PageError",
  },
  {
    name: "text that is no JSON",
    trouble: { kind: "malformed" },
    done: true,
    attempts: 3,
    error: "MalformedAnswerError",
    inBody: true,
  },
  {
    name: "JSON of another shape",
    trouble: { kind: "shape", shape: "swapped" },
    done: true,
    attempts: 3,
    error: "MalformedAnswerError",
    inBody: true,
  },
  {
    name: "webhook without an id",
    trouble: { kind: "shape", shape: "missing-id" },
    done: true,
    attempts: 3,
    error: "MalformedAnswerError",
    inBody: true,
  },
  { name: "other content type", trouble: { kind: "content-type", contentType: "text/plain" } },
  { name: "redirect to another host", redirects: true, certain: true, attempts: 1, error: "RedirectError" },
];
