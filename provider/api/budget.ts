/** The time that one operation may take, all its attempts and waits included. */
export class Budget {
  readonly #begun: number;
  readonly #now: () => number;

  /** All of it, in milliseconds. */
  readonly total: number;

  constructor(total: number, now: () => number = () => performance.now()) {
    this.total = total;
    this.#now = now;
    this.#begun = now();
  }

  /** What is used up, in milliseconds. */
  get elapsed(): number {
    return this.#now() - this.#begun;
  }

  /** What is left, in milliseconds; 0 where nothing is. */
  get remaining(): number {
    return Math.max(0, this.total - this.elapsed);
  }
}
