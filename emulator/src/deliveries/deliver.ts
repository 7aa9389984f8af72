import { setTimeout as delay } from "node:timers/promises";

import { answeredWith, CONNECTION_FAILED, DELIVERY_RETRIES, isDelivered, timedOut } from "../assumptions";
import { postOnce } from "./post";
import type { StoredHeader } from "../webhook";

/** What to call, and how. */
export interface Target {
  readonly url: string;
  readonly headers: readonly StoredHeader[];
  /** Seconds, for each attempt. */
  readonly timeout: number;
  readonly retry: boolean;
}

/** The outcome of a delivery. */
export interface Delivery {
  readonly delivered: boolean;
  /** Why the last attempt failed; null if it did not. */
  readonly errorMessage: string | null;
  /** The status of each attempt's answer; null if there was none. */
  readonly attempts: readonly (number | null)[];
}

interface Limits {
  /** Between two attempts, in milliseconds. */
  readonly retryDelayMs: number;
  /** Aborted when the emulator closes. */
  readonly closing: AbortSignal;
}

/** Calls a receiver, several times if the target says so. Never throws. */
export async function deliver(target: Target, body: string, limits: Limits): Promise<Delivery> {
  const attempts: (number | null)[] = [];
  for (;;) {
    const { status, errorMessage } = await attempt(target, body, limits.closing);
    attempts.push(status);
    const isLast = !target.retry || attempts.length > DELIVERY_RETRIES || limits.closing.aborted;
    if (errorMessage === null || isLast) return { delivered: errorMessage === null, errorMessage, attempts };
    await delay(limits.retryDelayMs, undefined, { signal: limits.closing }).catch(() => undefined);
  }
}

interface Attempt {
  readonly status: number | null;
  readonly errorMessage: string | null;
}

async function attempt({ url, headers, timeout }: Target, body: string, closing: AbortSignal): Promise<Attempt> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, timeout * 1000);
  try {
    const status = await postOnce({ url, headers, body, signal: AbortSignal.any([late.signal, closing]) });
    return { status, errorMessage: isDelivered(status) ? null : answeredWith(status) };
  } catch {
    return { status: null, errorMessage: late.signal.aborted ? timedOut(timeout) : CONNECTION_FAILED };
  } finally {
    clearTimeout(timer);
  }
}
