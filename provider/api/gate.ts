import { CANCELLED, type Failure } from "./failure";
import type { Budget } from "./retry";

/** Holds back this process's requests to one host while its rate limit lasts, including those that have not met it. */
export class Gate {
  #opens = -Infinity;
  #spread = 0;

  /**
   * Closes the gate; it never opens earlier than it would have.
   * @param opens the moment when it opens, of the requests' clock
   * @param spread over how many milliseconds the waiting requests go on
   */
  close(opens: number, spread: number): void {
    this.#opens = Math.max(this.#opens, opens);
    this.#spread = spread;
  }

  /** How long the gate stays closed after a moment, in milliseconds. */
  closedFor(now: number): number {
    return Math.max(0, this.#opens - now);
  }

  /**
   * Waits until the gate is open.
   * @returns a failure, at once, if the operation is cancelled or its budget ends before the gate opens
   */
  async pass(budget: Budget, random: () => number): Promise<Failure | undefined> {
    for (;;) {
      const closed = this.closedFor(budget.clock.now());
      if (budget.isCancelled) return CANCELLED;
      if (closed === 0) return undefined;
      if (closed >= budget.remaining) return { kind: "gate", mayBeDone: false, askedWait: closed };
      await budget.wait(closed + random() * Math.min(this.#spread, (budget.remaining - closed) / 2));
    }
  }
}

const gates = new Map<string, Gate>();

/** The gate of a host, which all clients of this process share. */
export function gateOf(host: string): Gate {
  const gate = gates.get(host) ?? new Gate();
  gates.set(host, gate);
  return gate;
}
