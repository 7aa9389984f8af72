import type { Measurement } from "./measure";
import type { PluginStart } from "./plugin-start";
import type { Operation, ProgramName } from "./stack";
import { bytesPerWebhook, cellsOf, type Ratio, ratioOf } from "./summary";

/** A goal and what became of it. */
export interface Goal {
  readonly text: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Singles {
  /** Of loading the SDK, from 0 to 1. */
  readonly importPart: number;
  /** Of loading the SDK, from 0 to 1. */
  readonly libraryPart: number;
  /** In bytes. */
  readonly listingMemory: number;
  /** In milliseconds, by the delay of the API. */
  readonly gaps: ReadonlyMap<number, number>;
  readonly plugin: PluginStart;
}

/** The most processor time that the operations of a program may take, in times of those of another one. */
interface Most {
  readonly pair: readonly [ProgramName, ProgramName];
  readonly most: number;
  readonly operations: readonly Operation[];
  readonly counts: readonly number[];
}

const atMost = (
  pair: Most["pair"],
  most: number,
  operations: readonly Operation[],
  counts: readonly number[] = [1, 100, 300],
): Most => ({ pair, most, operations, counts });

const DYNAMIC = ["dynamic", "floor"] as const;
const PLUGIN = ["native", "native-floor"] as const;

/**
 * What can be reached, with room for the spread between two runs. The floors do nothing with what they are asked: they send no
 * request, and they read and compare nothing. So a `refresh` and a `destroy`, in which the program has no part, take
 * more. In an `up` and an `update` the program takes less than that of the floor, and a request for each webhook takes that
 * back. The start of the processes is the same for all: half of a preview of 100 webhooks.
 */
const MOST: readonly Most[] = [
  atMost(DYNAMIC, 0.95, ["preview"], [100, 300]),
  atMost(DYNAMIC, 1.1, ["up", "preview --refresh", "update"], [100, 300]),
  atMost(DYNAMIC, 1.25, ["destroy"], [100, 300]),
  atMost(DYNAMIC, 1.35, ["refresh"], [100, 300]),
  atMost(PLUGIN, 1.1, ["up", "preview", "preview --refresh", "update"]),
  atMost(PLUGIN, 1.2, ["refresh", "destroy"], [1]),
  atMost(PLUGIN, 1.25, ["destroy"], [100, 300]),
  atMost(PLUGIN, 1.4, ["refresh"], [100, 300]),
  atMost(["native", "floor"], 1, ["up", "preview", "preview --refresh", "update", "destroy"]),
  atMost(["native", "floor"], 1, ["refresh"], [1, 100]),
  atMost(["yaml", "floor"], 0.6, ["preview", "preview --refresh"]),
];

/** What the floor does not have: the UUID, the API's address, the seed (twice), fields that are not set, a line of the program's stack. */
const MOST_STATE = 300;

export const inWords = ({ median, least, most }: Ratio): string =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

export const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

/** The goals that were set, as far as this run can tell of them. */
export function goals(measured: readonly Measurement[], { importPart, listingMemory, plugin }: Singles): Goal[] {
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
  const [listing, memory] = [listingMemory / 1e6, plugin.memory / 1e6];
  return [
    ...ratios,
    ...(more === undefined
      ? []
      : [
          {
            text: `state: at most ${MOST_STATE} bytes a webhook over floor`,
            measured: more.toFixed(0),
            met: more <= MOST_STATE,
          },
        ]),
    { text: "import: at most 5 % of the SDK's", measured: percent(importPart), met: importPart <= 0.05 },
    {
      text: "plugin, its first answer: at most 1.3 × native-floor",
      measured: plugin.ratio.toFixed(2),
      met: plugin.ratio <= 1.3,
    },
    { text: "plugin, its memory then: at most 80 MB", measured: `${memory.toFixed(0)} MB`, met: memory <= 80 },
    { text: "listing 5,000 webhooks: at most 300 MB", measured: `${listing.toFixed(0)} MB`, met: listing <= 300 },
  ];
}
