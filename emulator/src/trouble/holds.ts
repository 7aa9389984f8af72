import type { When } from "./kinds";

export interface HoldRequest {
  readonly method: string;
  /** Matched against the path as sent. Default: every path. */
  readonly path?: RegExp;
  readonly when: When;
}

/** Stops one request until it is released or dropped. */
export interface Hold {
  /** Resolves when a request is held. */
  readonly reached: Promise<void>;
  /** Lets the held request go on. If none has come yet, none will be held. */
  release(): void;
  /** Resets the held request's connection. If it was held before its work, the work is never done. */
  drop(): void;
}

type Verdict = "go" | "drop";

/** The holds that wait for their request. */
export class Holds {
  #waiting: ActiveHold[] = [];
  readonly #reached = new Set<ActiveHold>();

  add(request: HoldRequest): Hold {
    const hold = new ActiveHold(request, () => {
      this.#waiting = this.#waiting.filter((other) => other !== hold);
      this.#reached.delete(hold);
    });
    this.#waiting.push(hold);
    return hold;
  }

  /** Waits if a hold matches this request. The oldest such hold takes it, and takes no other. */
  async pass(method: string, path: string, when: When): Promise<Verdict> {
    const hold = this.#waiting.find((candidate) => candidate.matches(method, path, when));
    if (!hold) return "go";
    this.#waiting = this.#waiting.filter((other) => other !== hold);
    this.#reached.add(hold);
    return hold.arrive();
  }

  /** Drops everything that is held. */
  close(): void {
    for (const hold of this.#reached) hold.drop();
    this.#waiting = [];
  }
}

class ActiveHold implements Hold {
  readonly reached: Promise<void>;
  readonly #verdict: Promise<Verdict>;
  #arrived: () => void = () => undefined;
  #decide: (verdict: Verdict) => void = () => undefined;

  constructor(
    readonly request: HoldRequest,
    readonly onEnd: () => void,
  ) {
    this.reached = new Promise((resolve) => (this.#arrived = resolve));
    this.#verdict = new Promise((resolve) => (this.#decide = resolve));
  }

  matches(method: string, path: string, when: When): boolean {
    return (
      this.request.method === method &&
      this.request.when === when &&
      (!this.request.path || path.search(this.request.path) >= 0)
    );
  }

  arrive(): Promise<Verdict> {
    this.#arrived();
    return this.#verdict;
  }

  release(): void {
    this.onEnd();
    this.#decide("go");
  }

  drop(): void {
    this.onEnd();
    this.#decide("drop");
  }
}
