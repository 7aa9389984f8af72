import { distance } from "fastest-levenshtein";

const away = (word: string, candidate: string): number => distance(word.toLowerCase(), candidate.toLowerCase());

/** The candidate that a misspelled word most likely means, as ` (did you mean "…"?)`; empty if none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const [nearest] = candidates.toSorted((one, other) => away(word, one) - away(word, other));
  const near = nearest !== undefined && away(word, nearest) <= Math.max(2, Math.floor(nearest.length / 4));
  return near ? ` (did you mean "${nearest}"?)` : "";
}
