import type { Measurement } from "./measure";
import type { ProgramName, Times } from "./stack";

/** How one program compares with another: the median of the rounds, and the least and the most of them. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Which rounds belong together. */
export type Cell = Pick<Measurement, "count" | "delay" | "operation">;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** What was measured in a cell of one program, in the order of the rounds. */
export const roundsOf = (measured: readonly Measurement[], cell: Cell, program: ProgramName): Measurement[] =>
  measured.filter(
    (each) =>
      each.program === program &&
      each.count === cell.count &&
      each.delay === cell.delay &&
      each.operation === cell.operation,
  );

/** How a program compares with another one in a cell; nothing if they were not measured side by side. */
export function ratioOf(
  measured: readonly Measurement[],
  cell: Cell,
  [program, other]: readonly [ProgramName, ProgramName],
  time: keyof Times,
): Ratio | undefined {
  const others = roundsOf(measured, cell, other);
  const ratios = roundsOf(measured, cell, program).flatMap((own) => {
    const beside = others.find(({ round }) => round === own.round);
    return beside ? [own[time] / beside[time]] : [];
  });
  if (ratios.length === 0) return undefined;
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** The cells that were measured, each once, in the order of what was measured. */
export const cellsOf = (measured: readonly Measurement[]): Cell[] => {
  const keys = new Map(measured.map((each) => [`${each.count} ${each.delay} ${each.operation}`, each]));
  return [...keys.values()];
};

/** What one webhook more adds to the state of a program, in bytes. */
export function bytesPerWebhook(measured: readonly Measurement[], program: ProgramName): number | undefined {
  const sizes = measured.filter((each) => each.program === program && each.operation === "up");
  const [least, most] = sizes
    .toSorted((one, other) => one.count - other.count)
    .filter((_, index, { length }) => index === 0 || index === length - 1);
  if (!least || !most || least.count === most.count) return undefined;
  return (most.stateBytes - least.stateBytes) / (most.count - least.count);
}
