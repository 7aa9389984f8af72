import type { Clock } from "../../provider/api/retry";

/** A clock on which waits take no time: each moves it on instead. */
export class SkippingClock implements Clock {
  readonly #real: () => number;
  #skipped = 0;

  /** How long every wait was, in milliseconds. */
  readonly slept: number[] = [];

  /** @param real the time that goes by beside the waits, in milliseconds */
  constructor(real: () => number = () => performance.now()) {
    this.#real = real;
  }

  readonly now = (): number => this.#real() + this.#skipped;

  skip(ms: number): void {
    this.#skipped += ms;
  }

  sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.skip(ms);
    return new Promise((resolve) => setImmediate(resolve));
  }
}
