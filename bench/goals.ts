import { bytesPerWebhook, type Row } from "./summary";

/** A goal and what became of it. */
export interface Goal {
  readonly text: string;
  readonly measured: string;
  readonly met: boolean;
}

/** The most that ours may take, in times of the floor, by the delay of the API in milliseconds. */
const MOST: Readonly<Record<number, number>> = { 0: 1.1, 50: 1.2 };

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

/** The goals that were set, as far as this run can tell of them. */
export function goals(rows: readonly Row[], { importTime, listingMemory }: Singles): Goal[] {
  const ratios = rows
    .filter(({ variant, ratio }) => variant === "ours" && ratio !== undefined)
    .map((row) => ({
      text: `${row.operation} of ${row.count} at ${row.delay} ms: at most ${MOST[row.delay] ?? 1} × the floor`,
      measured: `${(row.ratio ?? NaN).toFixed(2)} ×${row.cpuRatio === undefined ? "" : ` (processor time ${row.cpuRatio.toFixed(2)} ×)`}`,
      met: (row.ratio ?? NaN) <= (MOST[row.delay] ?? 1),
    }));
  const up = (variant: Row["variant"], count: number) =>
    rows.find((row) => row.variant === variant && row.operation === "up" && row.count === count && row.delay === 0)
      ?.seconds;
  // By value with all of the code, as the goal means it; 300 of those take longer than everything else together.
  const count = Math.max(...rows.filter(({ variant }) => variant === "by-value").map((row) => row.count));
  const faster = (up("by-value", count) ?? NaN) / (up("ours", count) ?? NaN);
  const [bytes, least] = [bytesPerWebhook(rows, "ours"), bytesPerWebhook(rows, "floor")];
  return [
    ...ratios,
    ...(Number.isNaN(faster)
      ? []
      : [
          {
            text: `up of ${count}: at least 1.5 × faster than the whole provider by value`,
            measured: `${faster.toFixed(2)} ×`,
            met: faster >= 1.5,
          },
        ]),
    ...(bytes === undefined || least === undefined
      ? []
      : [
          {
            text: "less than 1.5 KB of state a webhook",
            measured: `${(bytes / 1000).toFixed(2)} KB (the floor ${(least / 1000).toFixed(2)} KB)`,
            met: bytes < 1500,
          },
        ]),
    {
      text: "import in less than 30 ms over the SDK's own",
      measured: `${importTime.toFixed(0)} ms`,
      met: importTime < 30,
    },
    {
      text: "a listing of 5,000 webhooks within 300 MB",
      measured: `${(listingMemory / 1e6).toFixed(0)} MB`,
      met: listingMemory <= 300e6,
    },
  ];
}
