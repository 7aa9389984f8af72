import type { Failure } from "../failure";
import type { GiveUp } from "../retry";
import { serviceWords } from "../service-words";
import { MalformedAnswerError, PageError, RedirectError } from "./answers";
import { ApiError, type Encounter } from "./api-error";
import * as refusals from "./refusals";
import * as transport from "./transport";

/** What a request is about: the same status means different things for different ones. */
export type Subject = Pick<Encounter, "project" | "webhook" | "newName"> & {
  readonly kind: "webhooks" | "webhook" | "test" | "object";
};

/** How the attempts ended. */
export interface Ending {
  readonly giveUp: GiveUp;
  readonly attempts: number;
  /** The time budget, in seconds. */
  readonly budgetSeconds: number;
  /** Whether it may have been done after all, and nobody could find out. */
  readonly unsettled: boolean;
}

/** The error that tells a user of a failure. */
export function explain(
  failure: Failure,
  request: Omit<Encounter, "project">,
  subject: Subject,
  ending: Ending,
): ApiError {
  const { kind, status, text } = failure;
  const { kind: about, ...named } = subject;
  const persistence = persist(failure, ending);
  const encounter: Encounter = {
    ...request,
    ...named,
    ...(status !== undefined && { status }),
    ...(text !== undefined && { text }),
    ...(persistence !== "" && { persistence }),
  };
  if (kind === "status") return refusal(status ?? 0, encounter, about);
  return new TRANSPORT[kind](encounter);
}

const TRANSPORT = {
  redirect: RedirectError,
  page: PageError,
  malformed: MalformedAnswerError,
  refused: transport.ConnectionRefusedError,
  dns: transport.DnsError,
  tls: transport.TlsError,
  proxy: transport.ProxyError,
  timeout: transport.TimeoutError,
  lost: transport.ConnectionLostError,
  gate: refusals.RateLimitedError,
} as const;

function refusal(status: number, encounter: Encounter, about: Subject["kind"]): ApiError {
  if (isNameTaken(status, encounter)) return new refusals.NameTakenError(encounter);
  if (status === 401) return new refusals.UnauthorizedError(encounter);
  if (status === 403) return new refusals.ForbiddenError(encounter);
  if (status === 404) return notFound(encounter, about);
  if (status === 429) return new refusals.RateLimitedError(encounter);
  if (status === 408 || status >= 500) return new refusals.ServerError(encounter);
  if ([400, 413, 415, 422].includes(status)) return badRequest(encounter);
  return new refusals.UnexpectedStatusError(encounter);
}

function isNameTaken(status: number, encounter: Encounter): boolean {
  if (encounter.newName === undefined) return false;
  if (status === 409) return true;
  const { text, fields } = serviceWords(encounter.text ?? "");
  const said = Object.keys(fields).length === 0 ? text : (fields["name"] ?? "");
  return [400, 422].includes(status) && TAKEN.test(said);
}

/** How services say that a name is taken; what does not exist is none of it. */
const TAKEN =
  /already (exists?|in use|taken|used)|(must be|not) unique|unique set|is taken|\b(name|webhook)\b(?!.*\b(no|not)\b).* exists/i;

const OBJECT = /\b(deployment|pipeline|version|object)\b/i;
const MISSING = /\b(not (exist|found)|unknown|no)\b/i;

function badRequest(encounter: Encounter): ApiError {
  const { text, fields } = serviceWords(encounter.text ?? "");
  const other = Object.keys(fields).some((field) => !["object_name", "version"].includes(field));
  return !other && OBJECT.test(text) && MISSING.test(text)
    ? new refusals.ObjectNotFoundError(encounter)
    : new refusals.BadRequestError(encounter);
}

function notFound(encounter: Encounter, about: Subject["kind"]): ApiError {
  if (about === "test") return new refusals.TestNotFoundError(encounter);
  const { text } = serviceWords(encounter.text ?? "");
  if (about === "object" && OBJECT.test(text)) return new refusals.ObjectNotFoundError(encounter);
  return new refusals.ProjectNotFoundError(encounter);
}

function persist({ askedWait }: Failure, { giveUp, attempts, budgetSeconds, unsettled }: Ending): string {
  const budget = `the time budget of ${budgetSeconds} s (ubiops:timeoutSeconds)`;
  const beyond =
    askedWait === undefined
      ? `Another attempt lies beyond ${budget}.`
      : `It asks to wait ${Math.ceil(askedWait / 1000)} s, which is beyond what is left of ${budget}.`;
  return [
    ...(attempts > 1 ? [`It was tried ${attempts} times.`] : []),
    ...(giveUp === "budget" || askedWait !== undefined ? [beyond] : []),
    ...(unsettled ? ["Whether it was done all the same is not known."] : []),
  ].join(" ");
}
