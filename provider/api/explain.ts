import { redact } from "../shared/redaction";
import { ApiError, BadRequestError, type ErrorName, NameTakenError, SENTENCES, TimeoutError } from "./errors";
import type { Failure } from "./failure";
import type { GiveUp } from "./retry";
import { type ServiceWords, serviceWords } from "./service-words";
import type { WireBody } from "./types";

/** What a request is about: the same status means different things for different requests. */
export interface Subject {
  readonly kind: "webhooks" | "webhook" | "test" | "object";
  readonly project: string;
  readonly webhook?: string;
  /** The name that the request gives the webhook. */
  readonly newName?: string | undefined;
  /** What the user can do if that name is taken, a sentence. */
  readonly ifNameTaken?: string | undefined;
}

/** A request as its error tells of it. */
export interface FailedRequest {
  readonly method: string;
  /** The path after the host. */
  readonly path: string;
  readonly host: string;
  readonly body?: WireBody;
  readonly about: Subject;
}

/** How the attempts ended. */
export interface RetrySummary {
  readonly giveUp: GiveUp;
  readonly attempts: number;
  /** The time budget, in milliseconds. */
  readonly budget: number;
  /** Whether the service may have done it, and the client could not find out. */
  readonly mayBeDone: boolean;
}

const BEFORE_SENDING: RetrySummary = { giveUp: "final", attempts: 0, budget: 0, mayBeDone: false };

/** Errors that callers tell apart. */
const CLASSES: Partial<Record<ErrorName, typeof ApiError>> = { BadRequestError, NameTakenError, TimeoutError };

const LONGEST_WORDS = 500;

/** What an error tells of: a failed attempt, or another webhook at the name that the request needs or has changed. */
type Cause = Pick<Failure, "status" | "askedWait" | "text"> & { readonly kind: "status" | keyof typeof NAMES };

/** The error that tells a user what went wrong. */
export function explain(cause: Cause, request: FailedRequest, summary = BEFORE_SENDING): ApiError {
  const { kind, status, text = "" } = cause;
  const { method, host, body = {}, about } = request;
  const words = serviceWords(text);
  const name = nameOf(cause, words, about);
  const quote = (said: string) => shorten(redact(said, privateValues(body, about)));

  const isDetail = kind === "redirect" || kind === "malformed";
  const detail = quote(isDetail ? text : publicNames(words.fields));
  const said = isDetail ? "" : quote(words.text);
  const path = redact(request.path);
  const message = [
    redact(SENTENCES[name]({ ...about, method, host, detail })),
    ...attemptsOf(cause, summary),
    ...(said === "" ? [] : [status === undefined ? `(${said})` : `UbiOps says: ${said}`]),
    `(${method} ${path}${status === undefined ? "" : `, status ${status}`})`,
  ].join(" ");
  const serviceMessage = status === undefined || said === "" ? undefined : said;
  return new (CLASSES[name] ?? ApiError)(name, message, { method, path, status, serviceMessage });
}

const shorten = (text: string): string => (text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text);

/** Fields of the wire as users know them: `object_type`, `headers.1.value` become `objectType, headers`. */
function publicNames(fields: Readonly<Record<string, string>>): string {
  const names = Object.keys(fields).map((path) => path.split(".")[0] ?? path);
  const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set(names.map(camelCase))].join(", ");
}

/**
 * The values of a request that are masked in what the service says: secrets may be among them that nothing marks as such.
 * Names are not, nor is a value that is part of a name: a message has to say what was not found.
 */
export function privateValues(body: WireBody, about?: Subject): string[] {
  const { url, description, labels, headers = [], name, object_name, version, event } = body;
  const names = stringsIn([name, object_name, version, event, about?.project, about?.webhook, about?.newName]);
  const values = stringsIn([url, description, labels, headers.map(({ value }) => value)]);
  return values.filter((value) => !names.some((shown) => shown.includes(value)));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function nameOf({ kind, status = 0 }: Cause, words: ServiceWords, about: Subject): ErrorName {
  if (kind !== "status") return NAMES[kind];
  if (isNameTaken(status, words, about)) return "NameTakenError";
  if (status === 401) return "UnauthorizedError";
  if (status === 403) return "ForbiddenError";
  if (status === 404) return notFound(words, about);
  if (status === 429) return "RateLimitedError";
  if (status === 408 || status >= 500) return "ServerError";
  if ([400, 413, 415, 422].includes(status)) return lacksObject(words) ? "ObjectNotFoundError" : "BadRequestError";
  return "UnexpectedStatusError";
}

/** The errors of everything but a refusal. */
const NAMES = {
  redirect: "RedirectError",
  page: "PageError",
  malformed: "MalformedAnswerError",
  refused: "ConnectionRefusedError",
  dns: "DnsError",
  tls: "TlsError",
  proxy: "ProxyError",
  timeout: "TimeoutError",
  lost: "ConnectionLostError",
  gate: "RateLimitedError",
  cancelled: "CancelledError",
  taken: "NameTakenError",
  other: "OtherWebhookError",
} as const;

// The API does not document its error texts: these are the words that such services use.
const TAKEN = /already (exists?|in use|taken|used)|\bunique\b|\bis taken\b/i;
const OBJECT = /\b(deployment|pipeline|version|object)\b/i;
const MISSING = /\b(not (exist|found)|unknown|no)\b/i;

function isNameTaken(status: number, { text, fields }: ServiceWords, { newName }: Subject): boolean {
  if (newName === undefined) return false;
  const said = Object.keys(fields).length === 0 ? text : (fields["name"] ?? "");
  return status === 409 || ([400, 422].includes(status) && TAKEN.test(said));
}

function lacksObject({ text, fields }: ServiceWords): boolean {
  const isAboutIt = Object.keys(fields).every((field) => ["object_name", "version"].includes(field));
  return isAboutIt && OBJECT.test(text) && MISSING.test(text);
}

function notFound({ text }: ServiceWords, { kind }: Subject): ErrorName {
  if (kind === "test") return "TestNotFoundError";
  if (kind === "webhook") return "UnreachableWebhookError";
  return kind === "object" && OBJECT.test(text) ? "ObjectNotFoundError" : "ProjectNotFoundError";
}

/** How often it was tried, why it is not tried again, and what that leaves open; nothing if there is nothing to add. */
function attemptsOf({ askedWait }: Cause, { giveUp, attempts, budget, mayBeDone }: RetrySummary): string[] {
  const sentences = [];
  if (attempts > 1) sentences.push(`It was tried ${attempts} times.`);
  if (askedWait !== undefined) {
    const seconds = Math.ceil(askedWait / 1000);
    sentences.push(`UbiOps asks to wait ${seconds} s, longer than what is left of the operation's ${budget / 1000} s.`);
  } else if (giveUp === "budget") {
    sentences.push(`There was no time left to retry within the operation's ${budget / 1000} s.`);
  }
  if (mayBeDone) sentences.push("It may have been carried out anyway.");
  return sentences;
}
