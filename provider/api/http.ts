import { agentsFor } from "./agents";
import type { ConnectionOptions } from "./api";
import type { Budget } from "./budget";
import { NameTakenError } from "./errors";
import { explain, type Subject } from "./errors/explain";
import { type Failure, failureOf, property, Rejected } from "./failure";
import { type Gate, gateOf } from "./gate";
import { ShapeError } from "./parse";
import { comeBackOver, decide, type GiveUp, type Method, RETRY_BASE_MS } from "./retry";
import { trace } from "./trace";
import { userAgent } from "./user-agent";

/** One request, and what is an answer to it. */
export interface Exchange<T> {
  readonly method: Method;
  /** The path after the host, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly subject: Subject;
  /**
   * Makes the answer of a body.
   * @throws ShapeError where it is of another shape
   */
  readonly accept: (body: unknown) => T;
  /** Whether 404 is an answer: the exchange then resolves to nothing. */
  readonly absence?: boolean;
  /**
   * Looks what became of attempts that may have happened. What it resolves to is the answer; nothing: it is not done.
   * Its errors end the exchange.
   */
  readonly reconcile?: () => Promise<T | undefined>;
}

/** No attempt waits longer for an answer, in milliseconds, and none longer than this part of the time budget. */
const LONGEST_ATTEMPT_MS = 30_000;
const ATTEMPT_PART = 1 / 4;
const LONGEST_CONNECT_MS = 10_000;

/** The way to one host, with one token. The HTTP library is loaded for the first request. */
export class Http {
  readonly #options: ConnectionOptions;
  readonly #gate: Gate;
  #client: ReturnType<typeof loadClient> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#gate = gateOf(options.host);
  }

  /**
   * Sends a request until there is an answer, the failure is final or the time budget ends.
   * @throws ApiError
   */
  async send<T>(exchange: Exchange<T>, budget: Budget): Promise<T | undefined> {
    this.#client ??= loadClient(this.#options);
    const got = await this.#client;
    const run = new Run(exchange, budget, this.#gate, this.#options);
    try {
      await got(`${this.#options.host}${exchange.path}`, {
        method: exchange.method,
        ...(exchange.query && { searchParams: exchange.query }),
        ...(exchange.body && { json: exchange.body }),
        hooks: {
          beforeRequest: [
            async (options) => {
              await run.begin();
              options.timeout = timeouts(budget);
            },
          ],
          afterResponse: [
            (response) => {
              run.receive(response.statusCode, response.body, response.headers.location);
              return response;
            },
          ],
          beforeRetry: [() => run.reconcile()],
        },
        retry: { calculateDelay: ({ error }) => run.fail(error) },
      });
      return run.answer;
    } catch (error) {
      return await run.end(error);
    }
  }
}

function timeouts(budget: Budget): Record<string, number> {
  const left = Math.max(1, budget.remaining);
  const attempt = Math.min(left, LONGEST_ATTEMPT_MS, budget.total * ATTEMPT_PART);
  const connect = Math.min(attempt, LONGEST_CONNECT_MS);
  return { lookup: connect, connect, secureConnect: connect, send: attempt, response: attempt, read: attempt, request: left };
}

async function loadClient({ host, token }: ConnectionOptions) {
  const [{ default: got }, agent] = await Promise.all([import("got"), agentsFor(host)]);
  return got.extend({
    agent,
    followRedirect: false,
    headers: { authorization: `Token ${token}`, accept: "application/json", "user-agent": userAgent() },
  });
}

/** What a reconciliation found, on its way through the library's retry loop. */
class Settled extends Error {}

/** One exchange while it is under way. */
class Run<T> {
  readonly #exchange: Exchange<T>;
  readonly #budget: Budget;
  readonly #gate: Gate;
  readonly #options: ConnectionOptions;
  #attempt = 0;
  #begun = 0;
  #uncertain = false;
  #last: { readonly failure: Failure; readonly giveUp: GiveUp } | undefined;

  answer: T | undefined;

  constructor(exchange: Exchange<T>, budget: Budget, gate: Gate, options: ConnectionOptions) {
    this.#exchange = exchange;
    this.#budget = budget;
    this.#gate = gate;
    this.#options = options;
  }

  /** Begins an attempt, when the host's rate limit allows it. */
  async begin(): Promise<void> {
    this.#begun = performance.now();
    await this.#gate.pass(this.#budget);
    this.#attempt += 1;
    this.#begun = performance.now();
  }

  /**
   * Takes an answer; refusals of 400 and above are the library's own.
   * @throws Rejected where it is no answer of the API
   */
  receive(status: number, body: unknown, location: string | undefined): void {
    if (status >= 400) return;
    if (status >= 300) throw new Rejected({ kind: "redirect", status, mayHaveHappened: false, text: originOf(location, this.#options.host) });
    this.answer = this.#accept(status, typeof body === "string" ? body : "");
    this.#trace(status);
  }

  #accept(status: number, body: string): T {
    const reject = (kind: "page" | "malformed", text: string) => new Rejected({ kind, status, mayHaveHappened: true, text });
    const data = parseJson(body);
    if (data === NO_JSON) throw /^\s*</.test(body) ? reject("page", body) : reject("malformed", "it is no JSON");
    try {
      return this.#exchange.accept(data);
    } catch (error) {
      throw error instanceof ShapeError ? reject("malformed", error.message) : error;
    }
  }

  /** Decides about a failed attempt: the wait before the next one in milliseconds, or 0 for none. */
  fail(error: unknown): number {
    const failure = failureOf(error, Date.now());
    const { retryBaseMs: base = RETRY_BASE_MS, random = Math.random } = this.#options.tuning ?? {};
    this.#trace(failure.status ?? failure.kind);
    this.#uncertain ||= failure.mayHaveHappened;
    const decision = decide({
      method: this.#exchange.method,
      reconciled: this.#exchange.reconcile !== undefined,
      failure,
      attempt: this.#attempt,
      elapsed: this.#budget.elapsed,
      budget: this.#budget.total,
      random: random(),
      base,
    });
    if (failure.status === 429 && failure.kind === "status") {
      const pause = failure.askedWait ?? decision.wait ?? 0;
      this.#gate.close(pause, comeBackOver(pause, base));
    }
    this.#last = { failure, giveUp: decision.giveUp ?? "final" };
    return decision.wait ?? 0;
  }

  /** Before another attempt: ends the exchange where an earlier one has done it. */
  async reconcile(): Promise<void> {
    const found = this.#uncertain ? await this.#exchange.reconcile?.() : undefined;
    if (found === undefined) return;
    this.answer = found;
    throw new Settled();
  }

  /** Makes the end of the exchange of the library's error: an answer, or the error for the user. */
  async end(error: unknown): Promise<T | undefined> {
    const cause = property(error, "cause");
    if (cause instanceof Settled) return this.answer;
    if (cause instanceof NameTakenError) throw cause;
    const { failure, giveUp } = this.#last ?? { failure: failureOf(error, Date.now()), giveUp: "final" };
    if (this.#exchange.absence && failure.status === 404 && failure.kind === "status") return undefined;

    let unsettled = this.#uncertain && this.#exchange.method !== "GET";
    if (unsettled && this.#exchange.reconcile) {
      try {
        const found = await this.#exchange.reconcile();
        if (found !== undefined) return found;
        unsettled = false;
      } catch {
        // The failure that made the look necessary is the one to tell of.
      }
    }
    throw explain(
      failure,
      { method: this.#exchange.method, path: this.#exchange.path, host: this.#options.host },
      this.#exchange.subject,
      { giveUp, attempts: this.#attempt, budgetSeconds: this.#budget.total / 1000, unsettled },
    );
  }

  #trace(outcome: string | number): void {
    trace(this.#exchange.method, this.#exchange.path, outcome, performance.now() - this.#begun, this.#attempt);
  }
}

const NO_JSON = Symbol("no JSON");

/** The data of a body; nothing for an empty one. */
function parseJson(body: string): unknown {
  if (body === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return NO_JSON;
  }
}

/** Where a redirect leads: its host alone, since the rest may hold anything. */
function originOf(location: string | undefined, host: string): string {
  return location !== undefined && URL.canParse(location, host) ? new URL(location, host).origin : "";
}
