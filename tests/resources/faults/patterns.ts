/** Which attempts a fault strikes. */
export const PATTERNS = {
  /** The first attempt of the verb's own request. */
  first: "the first attempt",
  /** Every attempt of the verb's own request, and nothing else. */
  every: "every attempt",
  /** The second, fourth, sixth... of all requests, whatever they are. */
  second: "every second request",
  /** The verb's own request and everything after it: the service goes away in the middle. */
  from: "every request from it on",
} as const;

export type Pattern = keyof typeof PATTERNS;

/** Whether the pattern strikes the n-th of all requests, if the verb's own is at a position. */
export function strikes(pattern: Pattern, n: number, position: number): boolean {
  if (pattern === "second") return n % 2 === 0;
  return pattern === "first" ? n === position : n >= position;
}
