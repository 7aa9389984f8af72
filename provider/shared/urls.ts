/**
 * The URL of a text; nothing if it is not one.
 *
 * Not by `URL.canParse`: in Node.js 20 it refuses every text beyond ASCII once it has been called some thousand times.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** Whether two texts are one address, in whatever spelling: `https://a.b` and `https://A.b/`. */
export const sameUrl = (one: string, other: string): boolean =>
  one === other || (parseUrl(one) !== undefined && parseUrl(one)?.href === parseUrl(other)?.href);
