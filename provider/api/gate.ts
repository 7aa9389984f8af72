import { setTimeout as sleep } from "node:timers/promises";

import type { Budget } from "./budget";
import { Rejected } from "./failure";

/** What a gate takes from the world; tests give their own. */
export interface GateParts {
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const PARTS: GateParts = { now: () => performance.now(), random: Math.random, sleep };

/**
 * Holds back the requests of this process to one host while its rate limit lasts, also those that have not met it.
 */
export class Gate {
  readonly #parts: GateParts;
  #opens = -Infinity;
  #spread = 0;

  constructor(parts: Partial<GateParts> = {}) {
    this.#parts = { ...PARTS, ...parts };
  }

  /**
   * Closes the gate for some milliseconds from now; it never opens earlier than it would have.
   * @param spread over how many milliseconds those who wait come back
   */
  close(ms: number, spread: number): void {
    this.#opens = Math.max(this.#opens, this.#parts.now() + ms);
    this.#spread = spread;
  }

  /** How long the gate stays closed, in milliseconds. */
  get closedFor(): number {
    return Math.max(0, this.#opens - this.#parts.now());
  }

  /**
   * Waits until the gate is open.
   * @throws Rejected at once where that lies beyond the budget
   */
  async pass(budget: Budget): Promise<void> {
    for (let closed = this.closedFor; closed > 0; closed = this.closedFor) {
      if (closed >= budget.remaining) {
        throw new Rejected({ kind: "gate", mayHaveHappened: false, askedWait: closed });
      }
      await this.#parts.sleep(closed + this.#parts.random() * Math.min(this.#spread, (budget.remaining - closed) / 2));
    }
  }
}

const gates = new Map<string, Gate>();

/** The gate of a host, which all connections of this process share. */
export function gateOf(host: string): Gate {
  const gate = gates.get(host) ?? new Gate();
  gates.set(host, gate);
  return gate;
}
