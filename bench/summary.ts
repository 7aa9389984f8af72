import type { Measurement } from "./measure";
import { OPERATIONS, type Times, type Variant } from "./stack";

/** The repetitions of one operation in one. */
export interface Row extends Measurement {
  /** Its time by that of the floor; nothing where the floor was not measured beside it. */
  readonly ratio: number | undefined;
  /** The same by processor time, which other work on the machine disturbs less. */
  readonly cpuRatio: number | undefined;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

const same = (one: Measurement, other: Measurement): boolean =>
  one.count === other.count && one.delay === other.delay && one.operation === other.operation;

/** A row for each operation of each program, in the order of what was measured. */
export function summarize(measurements: readonly Measurement[]): Row[] {
  const medianOf = (like: Measurement, variant: Variant, time: keyof Times): number | undefined => {
    const times = measurements.filter((each) => each.variant === variant && same(each, like)).map((each) => each[time]);
    return times.length === 0 ? undefined : median(times);
  };
  const ratioOf = (each: Measurement, time: keyof Times): number | undefined => {
    const [own, floor] = [medianOf(each, each.variant, time), medianOf(each, "floor", time)];
    return own === undefined || floor === undefined || Number.isNaN(own) ? undefined : own / floor;
  };
  const first = (each: Measurement, index: number): boolean =>
    measurements.findIndex((other) => other.variant === each.variant && same(each, other)) === index;
  return measurements.filter(first).map((each) => ({
    ...each,
    seconds: medianOf(each, each.variant, "seconds") ?? NaN,
    cpuSeconds: medianOf(each, each.variant, "cpuSeconds") ?? NaN,
    ratio: ratioOf(each, "seconds"),
    cpuRatio: ratioOf(each, "cpuSeconds"),
  }));
}

/** The rows of one operation, in the usual order of operations. */
export const byOperation = (rows: readonly Row[]): Row[] =>
  rows.toSorted((one, other) => OPERATIONS.indexOf(one.operation) - OPERATIONS.indexOf(other.operation));

/** What one webhook more adds to the state of a program, in bytes. */
export function bytesPerWebhook(rows: readonly Row[], variant: Variant): number | undefined {
  const sizes = rows.filter((row) => row.variant === variant && row.operation === "up" && row.delay === 0);
  const [least, most] = [sizes.at(0), sizes.at(-1)];
  if (!least || !most || least.count === most.count) return undefined;
  return (most.stateBytes - least.stateBytes) / (most.count - least.count);
}
