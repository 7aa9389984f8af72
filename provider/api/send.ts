import { USER_AGENT } from "../shared/manifest";
import { parseUrl } from "../shared/urls";
import { ApiError } from "./errors";
import { explain, type Subject } from "./explain";
import { type AnswerHeaders, CANCELLED, type Failure, failureOf, refusal } from "./failure";
import { type Gate, gateOf } from "./gate";
import { ShapeError } from "./parse";
import { agentsFor } from "./proxy";
import { type Budget, decide, type Decision, type Method, RETRY_BASE_MS, returnSpread } from "./retry";
import { trace } from "./trace";
import type { WireBody } from "./types";

/** No attempt waits longer for an answer, in milliseconds, and none longer than this part of the time budget. */
const LONGEST_ATTEMPT_MS = 30_000;
const ATTEMPT_PART = 1 / 4;
const LONGEST_CONNECT_MS = 10_000;

/** One request, and what counts as its answer. */
export interface ApiRequest<T> {
  readonly method: Method;
  /** The path after the host, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: WireBody;
  readonly about: Subject;
  /**
   * Reads the answer from a body.
   * @throws ShapeError if the body has another form
   */
  readonly parse: (body: unknown) => T;
  /** What a 404 means. Without it, a 404 is an error. */
  readonly notFound?: () => T;
  /**
   * Looks what became of an attempt whose answer was lost, before another one is sent.
   * @throws ApiError if it cannot be found out
   */
  readonly look?: () => Promise<Look<T>>;
}

/** What became of a lost attempt: it was done, and this is its answer; it was not done; or another webhook prevents it. */
export type Look<T> = { readonly done: T } | { readonly conflict: ApiError } | "not done";

type Outcome<T> = { readonly answer: T; readonly status: number } | { readonly failure: Failure };

/** Where requests go, and how fast they are sent again. */
export interface SenderOptions {
  readonly host: string;
  readonly token: string;
  readonly retryBaseMs?: number | undefined;
  readonly random?: (() => number) | undefined;
}

/** Sends requests to one host with one token. The HTTP library is loaded for the first request. */
export class Sender {
  readonly #host: string;
  readonly #token: string;
  readonly #base: number;
  readonly #random: () => number;
  readonly #gate: Gate;
  #http: ReturnType<typeof loadHttp> | undefined;

  constructor({ host, token, retryBaseMs = RETRY_BASE_MS, random = Math.random }: SenderOptions) {
    this.#host = host;
    this.#token = token;
    this.#base = retryBaseMs;
    this.#random = random;
    this.#gate = gateOf(host);
  }

  /**
   * Sends a request until there is an answer, the failure is final, the time budget ends or the operation is cancelled.
   * @throws ApiError
   */
  async send<T>(request: ApiRequest<T>, budget: Budget): Promise<T> {
    let attempts = 0;
    let mayBeDone = false;
    for (;;) {
      const held = await this.#gate.pass(budget, this.#random);
      const outcome = held ? { failure: held } : await this.#attempt(request, budget, (attempts += 1));
      if ("answer" in outcome) return outcome.answer;
      const { failure } = outcome;
      if (failure.kind === "status" && failure.status === 404 && request.notFound) return request.notFound();
      mayBeDone ||= failure.mayBeDone;

      const { wait, giveUp = "final" } = this.#decide(request, failure, attempts, budget);
      if (wait !== undefined) await budget.wait(wait);

      const look = mayBeDone && request.look && !budget.isCancelled ? await lookSafely(request.look) : undefined;
      if (look && typeof look === "object") {
        if ("conflict" in look) throw look.conflict;
        return look.done;
      }
      if (wait === undefined || budget.isCancelled || look === "unknown") {
        const isOpen = mayBeDone && request.method !== "GET" && look !== "not done";
        const summary = { giveUp, attempts, budget: budget.total, mayBeDone: isOpen };
        const last = wait !== undefined && budget.isCancelled ? CANCELLED : failure;
        throw explain(last, { ...request, host: this.#host }, summary);
      }
    }
  }

  /** Decides about another attempt; a rate limit also holds back the other requests to this host. */
  #decide(request: ApiRequest<unknown>, failure: Failure, attempt: number, budget: Budget): Decision {
    const decision = decide({
      method: request.method,
      looks: request.look !== undefined,
      failure,
      attempt,
      remaining: budget.remaining,
      random: this.#random(),
      base: this.#base,
    });
    if (failure.kind === "status" && failure.status === 429) {
      const pause = failure.askedWait ?? decision.wait ?? 0;
      this.#gate.close(budget.clock.now() + pause, returnSpread(pause, this.#base));
    }
    return decision;
  }

  async #attempt<T>(request: ApiRequest<T>, budget: Budget, attempt: number): Promise<Outcome<T>> {
    const { method, path, query, body, parse } = request;
    const http = await (this.#http ??= loadHttp(this.#host, this.#token));
    const begun = performance.now();
    const outcome = await http(`${this.#host}${path}`, {
      method,
      ...(query && { searchParams: query }),
      ...(body && { json: body }),
      timeout: timeouts(budget),
      // A write that is under way is left to finish.
      ...(method === "GET" && { signal: budget.signal }),
    }).then(
      (response): Outcome<T> => outcomeOf(response, this.#host, parse),
      (error: unknown): Outcome<T> => ({ failure: failureOf(error) }),
    );
    const shown = "failure" in outcome ? (outcome.failure.status ?? outcome.failure.kind) : outcome.status;
    trace(method, path, shown, performance.now() - begun, attempt);
    return outcome;
  }
}

/** @returns "unknown" if it cannot be found out: the failure that made the look necessary is the one to report */
async function lookSafely<T>(look: () => Promise<Look<T>>): Promise<Look<T> | "unknown"> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ApiError) return "unknown";
    throw error;
  }
}

function timeouts(budget: Budget): Record<string, number> {
  const left = Math.max(1, budget.remaining);
  const attempt = Math.min(left, LONGEST_ATTEMPT_MS, budget.total * ATTEMPT_PART);
  const connect = Math.min(attempt, LONGEST_CONNECT_MS);
  return {
    lookup: connect,
    connect,
    secureConnect: connect,
    send: attempt,
    response: attempt,
    read: attempt,
    request: left,
  };
}

async function loadHttp(host: string, token: string) {
  const [{ default: got }, agent] = await Promise.all([import("got"), agentsFor(host)]);
  return got.extend({
    agent,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    headers: { authorization: `Token ${token}`, accept: "application/json", "user-agent": USER_AGENT },
  });
}

interface HttpResponse {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: AnswerHeaders;
}

/** What an answer is: the API's, a refusal, or something else. */
function outcomeOf<T>(
  { statusCode: status, body, headers }: HttpResponse,
  host: string,
  parse: (body: unknown) => T,
): Outcome<T> {
  if (status >= 400) return { failure: refusal(status, headers, body, Date.now()) };
  if (status >= 300) {
    const { location } = headers;
    // Only the host of the address is shown: the rest may contain anything.
    const text = typeof location === "string" ? (parseUrl(location, host)?.origin ?? "") : "";
    return { failure: { kind: "redirect", status, mayBeDone: false, text } };
  }
  const not = (kind: "page" | "malformed", text: string) => ({ failure: { kind, status, mayBeDone: true, text } });
  let data: unknown;
  try {
    data = body === "" ? undefined : JSON.parse(body);
  } catch {
    return /^\s*</.test(body) ? not("page", body) : not("malformed", "it is not JSON");
  }
  try {
    return { answer: parse(data), status };
  } catch (error) {
    if (error instanceof ShapeError) return not("malformed", error.message);
    throw error;
  }
}
