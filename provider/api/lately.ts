/** So many webhooks asked for one after another are taken for the beginning of many. */
const MANY = 3;

/** The last webhooks that were asked for. */
export class Lately {
  #asked: readonly { readonly key: string; readonly at: number }[] = [];

  add(keys: readonly string[]): void {
    const at = performance.now();
    for (const key of keys.slice(-MANY)) {
      this.#asked = [...this.#asked.filter((other) => other.key !== key), { key, at }].slice(-MANY);
    }
  }

  /** Whether these, with others of the last milliseconds, are the beginning of many. */
  followsMany(keys: ReadonlySet<string>, withinMs: number): boolean {
    const since = performance.now() - withinMs;
    const others = this.#asked.filter(({ key, at }) => at > since && !keys.has(key));
    return others.length + keys.size >= MANY;
  }
}
