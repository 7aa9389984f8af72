import { parseUrl } from "../shared/urls";
import type { ConnectionOptions } from "./api";
import type { Budget } from "./budget";
import { NameTakenError } from "./errors";
import { explain } from "./errors/explain";
import type { Exchange } from "./exchange";
import { type Failure, failureOf, property, Rejected } from "./failure";
import type { Gate } from "./gate";
import { readBody } from "./read-body";
import { comeBackOver, decide, type GiveUp, RETRY_BASE_MS } from "./retry";
import { trace } from "./trace";

/** What a reconciliation found, on its way through the library's retry loop. */
class Settled extends Error {}

/** One exchange while it is under way. */
export class Run<T> {
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
    if (status >= 300)
      throw new Rejected({
        kind: "redirect",
        status,
        mayHaveHappened: false,
        text: originOf(location, this.#options.host),
      });
    this.answer = readBody(status, typeof body === "string" ? body : "", this.#exchange.accept);
    this.#trace(status);
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

/** Where a redirect leads: its host alone, since the rest may hold anything. */
function originOf(location: string | undefined, host: string): string {
  return location === undefined ? "" : (parseUrl(location, host)?.origin ?? "");
}
