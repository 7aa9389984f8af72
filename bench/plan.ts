import type { Contest } from "./measure";
import type { Variant } from "./stack";

/** A contest, and how often it is held. */
export interface Cell extends Omit<Contest, "engine"> {
  /** What counts is the median. */
  readonly repetitions: number;
}

const SIDE_BY_SIDE: readonly Variant[] = ["ours", "floor", "thin-by-value"];
const WITH_WHOLE: readonly Variant[] = [...SIDE_BY_SIDE, "by-value"];

/** Everything. The whole provider by value ends at 100: its state is then so large that the engine does little but write it. */
export const FULL: readonly Cell[] = [
  { count: 1, delay: 0, variants: WITH_WHOLE, repetitions: 3 },
  { count: 1, delay: 50, variants: WITH_WHOLE, repetitions: 3 },
  { count: 100, delay: 0, variants: SIDE_BY_SIDE, repetitions: 3 },
  { count: 100, delay: 50, variants: SIDE_BY_SIDE, repetitions: 3 },
  { count: 300, delay: 0, variants: ["ours", "thin-by-value"], repetitions: 1, operations: ["up"] },
  { count: 100, delay: 0, variants: ["by-value"], repetitions: 1, operations: ["up"] },
  { count: 500, delay: 0, variants: ["ours", "floor"], repetitions: 1 },
  { count: 500, delay: 50, variants: ["ours", "floor"], repetitions: 1 },
];

/** What is enough to see that the bench works. */
export const QUICK: readonly Cell[] = [
  { count: 1, delay: 0, variants: WITH_WHOLE, repetitions: 1 },
  { count: 10, delay: 50, variants: SIDE_BY_SIDE, repetitions: 1 },
];
