import { RateWindow } from "./rate-window";
import { seededRandom } from "./random";
import type { Trouble } from "./kinds";

/** A trouble in force. */
export interface TroubleHandle {
  /** How many requests it has applied to. */
  readonly met: number;
  /** Ends it. */
  stop(): void;
}

/** The troubles in force. Only the oldest that selects a request applies to it; the others do not count that request. */
export class Troubles {
  #active: Active[] = [];

  add(trouble: Trouble): TroubleHandle {
    const active = new Active(trouble, () => {
      this.#active = this.#active.filter((other) => other !== active);
    });
    this.#active.push(active);
    return active;
  }

  clear(): void {
    this.#active = [];
  }

  /** The trouble that applies to this request, if any. */
  select(method: string, path: string): Met | undefined {
    for (const active of this.#active) {
      const met = active.meets(method, path);
      if (met) return met;
    }
    return undefined;
  }
}

/** A trouble that applies to a request. */
export interface Met {
  readonly trouble: Trouble;
  /** For a rate limit: whole seconds until the window ends. */
  readonly resetSeconds: number;
}

class Active implements TroubleHandle {
  met = 0;
  #matched = 0;
  readonly #random: () => number;
  readonly #window: RateWindow | undefined;

  constructor(
    readonly trouble: Trouble,
    readonly stop: () => void,
  ) {
    this.#random = seededRandom(trouble.seed ?? 1);
    this.#window = trouble.kind === "rate-limit" ? new RateWindow(trouble.limit, trouble.windowSeconds) : undefined;
  }

  meets(method: string, path: string): Met | undefined {
    const { methods, path: pattern, times = Infinity, every = 1, share } = this.trouble;
    if (methods && !methods.includes(method)) return undefined;
    if (pattern && path.search(pattern) < 0) return undefined;
    this.#matched += 1;
    if (this.#matched % every !== 0) return undefined;
    if (share !== undefined && this.#random() >= share) return undefined;
    const resetSeconds = this.#window ? this.#window.refuses() : 0;
    if (resetSeconds === undefined) return undefined;
    this.met += 1;
    if (this.met >= times) this.stop();
    return { trouble: this.trouble, resetSeconds };
  }
}
