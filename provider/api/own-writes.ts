/** The writes of this process: what was asked for before one ended is not what the service has now. */
export class OwnWrites {
  readonly #ended = new Map<string, number>();
  #count = 0;

  /** A moment in the order of the ends of writes. */
  get now(): number {
    return this.#count;
  }

  /**
   * Does a write; one that fails may have changed something, too.
   * @param keys the names and the UUID that it may change
   */
  async during<T>(keys: readonly string[], write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } finally {
      this.#count += 1;
      for (const key of keys) this.#ended.set(key, this.#count);
    }
  }

  /** Whether a write of one of the keys ended after the moment. */
  changedSince(moment: number, keys: readonly string[]): boolean {
    return keys.some((key) => (this.#ended.get(key) ?? 0) > moment);
  }
}
