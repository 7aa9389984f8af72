import { setTimeout as sleep } from "node:timers/promises";

import type { Failure } from "./failure";

/** Time as a client sees it; tests have clocks of their own. */
export interface Clock {
  /** The present moment, in milliseconds since some other moment. */
  readonly now: () => number;
  /** Resolves after `ms` milliseconds, or as soon as the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

/** The time that one operation may take, all its attempts and waits included, and the signal that cancels it. */
export class Budget {
  readonly #begun: number;

  /** @param total in milliseconds */
  constructor(
    readonly total: number,
    readonly clock: Clock,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#begun = clock.now();
  }

  /** What is used up, in milliseconds. */
  get elapsed(): number {
    return this.clock.now() - this.#begun;
  }

  /** What is left, in milliseconds; 0 if nothing is. */
  get remaining(): number {
    return Math.max(0, this.total - this.elapsed);
  }

  get isCancelled(): boolean {
    return this.signal?.aborted ?? false;
  }

  /** Waits `ms` milliseconds, but no longer than there is time; ends at once if the operation is cancelled. */
  wait(ms: number): Promise<void> {
    return this.clock.sleep(Math.min(ms, this.remaining), this.signal);
  }

  /** The result of some work. Undefined if it takes longer than `ms` milliseconds, or if the operation is cancelled first. */
  async within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
    const done = new AbortController();
    const end = AbortSignal.any([done.signal, ...(this.signal ? [this.signal] : [])]);
    try {
      return await Promise.race([work, CLOCK.sleep(ms, end).then(() => undefined)]);
    } finally {
      done.abort();
    }
  }
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What the decision about another attempt depends on. */
export interface Situation {
  readonly method: Method;
  /** Whether the client looks what became of an attempt before the next one; a POST that may have been done needs that. */
  readonly looks: boolean;
  readonly failure: Failure;
  /** How many attempts there were, including the failed one. */
  readonly attempt: number;
  /** What is left of the time budget, in milliseconds. */
  readonly remaining: number;
  /** A random number from 0 to 1. */
  readonly random: number;
  /** The first wait, in milliseconds. */
  readonly base: number;
}

/** Why there is no other attempt: it would change nothing, there were enough, or no time is left for it. */
export type GiveUp = "final" | "attempts" | "budget";

/** How long to wait before the next attempt, in milliseconds, or why there is none. */
export type Decision =
  { readonly wait: number; readonly giveUp?: never } | { readonly giveUp: GiveUp; readonly wait?: never };

/** The first wait, in milliseconds. It doubles with every attempt, up to this many times its length. */
export const RETRY_BASE_MS = 200;
const LONGEST_WAIT_FACTOR = 50;

/** How many times longer the waits are after a rate limit that does not say how long it lasts. */
const RATE_LIMIT_FACTOR = 5;

/** How many attempts are worth it if the failure is likely to last; others go on until the budget ends. */
const MOST_ATTEMPTS: Partial<Record<Failure["kind"], number>> = { refused: 6, dns: 3, malformed: 3, page: 3, proxy: 3 };

const FINAL: readonly Failure["kind"][] = ["tls", "redirect", "gate", "cancelled"];

/** Decides whether and when a request is sent again. */
export function decide(situation: Situation): Decision {
  const { method, looks, failure, attempt, remaining, random } = situation;
  if (!mayPass(failure)) return { giveUp: "final" };
  if (method === "POST" && failure.mayBeDone && !looks) return { giveUp: "final" };
  if (attempt >= (MOST_ATTEMPTS[failure.kind] ?? Infinity)) return { giveUp: "attempts" };
  const { least, spread } = waitRange(situation);
  if (least >= remaining) return { giveUp: "budget" };
  // Half of what is left is kept for the attempt itself.
  return { wait: least + random * Math.min(spread, (remaining - least) / 2) };
}

/** Whether the failure may pass by itself. */
function mayPass({ kind, status = 0, text = "" }: Failure): boolean {
  if (kind === "proxy") return !/\b40\d\b/.test(text);
  if (kind !== "status") return !FINAL.includes(kind);
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** The shortest wait, and how much random time comes on top of it. */
function waitRange({ failure, attempt, base }: Situation): { least: number; spread: number } {
  if (failure.askedWait !== undefined) {
    return { least: failure.askedWait, spread: returnSpread(failure.askedWait, base) };
  }
  const first = failure.status === 429 ? base * RATE_LIMIT_FACTOR : base;
  const backoff = first * Math.min(2 ** (attempt - 1), LONGEST_WAIT_FACTOR);
  return { least: backoff / 2, spread: backoff / 2 };
}

/** Over how many milliseconds the requests that were asked to wait are spread when they come back. */
export const returnSpread = (wait: number, base: number): number => Math.max(base * RATE_LIMIT_FACTOR, wait / 4);
