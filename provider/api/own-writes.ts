/** The writes of this process: what was read before one ended is not what the service has now. */
export class OwnWrites {
  readonly #underWay = new Map<string, number>();
  readonly #ended = new Map<string, number>();
  #count = 0;

  /** A moment in the order of writes. */
  get now(): number {
    return this.#count;
  }

  /**
   * Does a write.
   * @param keys the names and the UUID that it may change
   */
  async during<T>(keys: readonly string[], write: () => Promise<T>): Promise<T> {
    for (const key of keys) this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1);
    try {
      return await write();
    } finally {
      this.#count += 1;
      for (const key of keys) {
        const others = (this.#underWay.get(key) ?? 1) - 1;
        if (others > 0) this.#underWay.set(key, others);
        else this.#underWay.delete(key);
        this.#ended.set(key, this.#count);
      }
    }
  }

  /** Whether a write of one of the keys is under way, or ended after the moment. */
  changedSince(moment: number, keys: readonly string[]): boolean {
    return keys.some((key) => this.#underWay.has(key) || (this.#ended.get(key) ?? 0) > moment);
  }
}
