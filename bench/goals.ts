import type { Measurement } from "./measure";
import type { Operation, ProgramName } from "./stack";
import { bytesPerWebhook, cellsOf, type Ratio, ratioOf } from "./summary";

/** A goal and what became of it. */
export interface Goal {
  readonly text: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Singles {
  /** In milliseconds. */
  readonly importTime: number;
  /** In milliseconds. */
  readonly libraryTime: number;
  /** In bytes. */
  readonly listingMemory: number;
  /** In milliseconds, by the delay of the API. */
  readonly gaps: ReadonlyMap<number, number>;
}

const READS: readonly Operation[] = ["preview", "preview --refresh"];
const WRITES: readonly Operation[] = ["up", "update"];
const REST: readonly Operation[] = ["refresh", "destroy"];

/** The most processor time that a program may take, in times of another one. */
const MOST: readonly {
  readonly pair: readonly [ProgramName, ProgramName];
  readonly most: number;
  readonly operations: readonly Operation[];
  readonly counts: readonly number[];
}[] = [
  { pair: ["dynamic", "floor"], most: 0.85, operations: [...WRITES, ...READS], counts: [100, 300] },
  { pair: ["dynamic", "floor"], most: 1.1, operations: REST, counts: [100, 300] },
  { pair: ["native", "native-floor"], most: 1.1, operations: [...WRITES, ...READS, ...REST], counts: [1, 100, 300] },
  { pair: ["native", "floor"], most: 1, operations: [...WRITES, ...READS, ...REST], counts: [1, 100, 300] },
  { pair: ["yaml", "floor"], most: 0.6, operations: READS, counts: [1, 100, 300] },
];

export const inWords = ({ median, least, most }: Ratio): string =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

/** The goals that were set, as far as this run can tell of them. */
export function goals(measured: readonly Measurement[], { importTime, listingMemory }: Singles): Goal[] {
  const cells = cellsOf(measured);
  const ratios = MOST.flatMap(({ pair, most, operations, counts }) =>
    cells.flatMap((cell): Goal[] => {
      const ratio = ratioOf(measured, cell, pair, "cpuSeconds");
      if (!ratio || !operations.includes(cell.operation) || !counts.includes(cell.count)) return [];
      const text = `${pair[0]}, ${cell.operation} of ${cell.count} at ${cell.delay} ms: at most ${most} × ${pair[1]}`;
      return [{ text, measured: inWords(ratio), met: ratio.median <= most }];
    }),
  );
  const [own, floor] = [bytesPerWebhook(measured, "dynamic"), bytesPerWebhook(measured, "floor")];
  const more = own === undefined || floor === undefined ? undefined : own - floor;
  const [listing, loading] = [listingMemory / 1e6, importTime];
  return [
    ...ratios,
    ...(more === undefined
      ? []
      : [{ text: "state: at most 150 bytes a webhook over floor", measured: more.toFixed(0), met: more <= 150 }]),
    { text: "import: at most 30 ms over the SDK's", measured: `${loading.toFixed(0)} ms`, met: loading <= 30 },
    { text: "listing 5,000 webhooks: at most 300 MB", measured: `${listing.toFixed(0)} MB`, met: listing <= 300 },
  ];
}
