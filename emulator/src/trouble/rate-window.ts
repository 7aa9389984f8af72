/** Allows a number of requests within a window of time, which the first one opens. */
export class RateWindow {
  #ends = 0;
  #count = 0;

  constructor(
    readonly limit: number,
    readonly seconds: number,
  ) {}

  /** Counts a request. @returns undefined if it may pass, else the seconds until the window ends, rounded down */
  refuses(now: number = Date.now()): number | undefined {
    if (now >= this.#ends) {
      this.#ends = now + this.seconds * 1000;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > this.limit ? Math.floor((this.#ends - now) / 1000) : undefined;
  }
}
