import { closest, distance } from "fastest-levenshtein";

/** The candidate that a misspelled word most likely means, as ` (did you mean "…"?)`; nothing where none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = closest(word, candidates);
  return distance(word, nearest) <= Math.max(2, Math.floor(nearest.length / 4)) ? ` (did you mean "${nearest}"?)` : "";
}
