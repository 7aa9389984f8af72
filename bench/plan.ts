import type { Contest } from "./measure";

/** A contest, and how often it is held. */
export interface Cell extends Omit<Contest, "engine"> {
  readonly rounds: number;
}

const COMPILED = ["dynamic", "floor", "native", "native-floor"] as const;
const ALL = [...COMPILED, "yaml"] as const;

/** What a run measures. */
export const USUAL: readonly Cell[] = [
  { count: 100, delay: 0, programs: ALL, rounds: 3 },
  { count: 1, delay: 0, programs: ALL, rounds: 5 },
];

/** Stacks of 300, which double the time of a run. Only with a delay, on which processor time depends little. */
export const MANY: readonly Cell[] = [{ count: 300, delay: 50, programs: COMPILED, rounds: 3 }];

/** What is enough to see that the bench works. */
export const QUICK: readonly Cell[] = [{ count: 2, delay: 0, programs: ALL, rounds: 1 }];
