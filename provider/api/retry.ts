import type { Failure } from "./failure";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What a decision about another attempt rests on. */
export interface Situation {
  readonly method: Method;
  /** Whether the caller looks what became of an attempt before the next one: what a POST needs to be sent again. */
  readonly reconciled: boolean;
  readonly failure: Failure;
  /** How many attempts there were, the failed one included. */
  readonly attempt: number;
  /** What of the time budget is used up, in milliseconds. */
  readonly elapsed: number;
  /** The time budget, in milliseconds. */
  readonly budget: number;
  /** A random number from 0 to 1. */
  readonly random: number;
  /** The first wait, in milliseconds. */
  readonly base?: number;
}

/** Why there is no other attempt: it would change nothing, there were enough, or its time lies beyond the budget. */
export type GiveUp = "final" | "attempts" | "budget";

export type Decision =
  { readonly wait: number; readonly giveUp?: never } | { readonly giveUp: GiveUp; readonly wait?: never };

/** The first wait, in milliseconds. */
export const RETRY_BASE_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/** A rate limit without a word on how long it lasts: the first wait is so many times the base. */
const RATE_LIMIT_FACTOR = 5;

/** How many attempts are worth it where the failure will likely last; others go on until the budget ends. */
const MOST_ATTEMPTS: Partial<Record<Failure["kind"], number>> = { refused: 6, dns: 3, malformed: 3, page: 3, proxy: 3 };

const FINAL: readonly Failure["kind"][] = ["tls", "redirect", "gate"];

/** Decides whether and when a request goes out again. */
export function decide(situation: Situation): Decision {
  const { method, reconciled, failure, attempt, elapsed, budget } = situation;
  if (!mayHeal(failure)) return { giveUp: "final" };
  if (method === "POST" && failure.mayHaveHappened && !reconciled) return { giveUp: "final" };
  if (attempt >= (MOST_ATTEMPTS[failure.kind] ?? Infinity)) return { giveUp: "attempts" };
  const [least, spread] = waitRange(situation);
  const left = budget - elapsed;
  if (least >= left) return { giveUp: "budget" };
  // The jitter leaves some of the time for the attempt itself, and a wait of 0 is the HTTP library's word for no attempt.
  return { wait: Math.max(1, Math.ceil(least + situation.random * Math.min(spread, (left - least) / 2))) };
}

function mayHeal({ kind, status = 0, text = "" }: Failure): boolean {
  if (kind === "proxy") return !/\b40\d\b/.test(text);
  if (kind !== "status") return !FINAL.includes(kind);
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** The shortest wait, and how much jitter comes on top of it. */
function waitRange({ failure, attempt, base = RETRY_BASE_MS }: Situation): [least: number, spread: number] {
  const limited = failure.status === 429;
  const first = limited ? base * RATE_LIMIT_FACTOR : base;
  const backoff = Math.min(first * 2 ** (attempt - 1), limited ? LONGEST_WAIT_MS * RATE_LIMIT_FACTOR : LONGEST_WAIT_MS);
  if (failure.askedWait === undefined) return [backoff / 2, backoff / 2];
  return [failure.askedWait, comeBackOver(failure.askedWait, base)];
}

/** Over how many milliseconds those who were asked to wait come back. */
export const comeBackOver = (wait: number, base: number): number => Math.max(base * RATE_LIMIT_FACTOR, wait / 4);
