import * as os from "node:os";

import type { Goal, Singles } from "./goals";
import { byOperation, bytesPerWebhook, type Row } from "./summary";
import { VARIANTS, type Variant } from "./stack";

const NAMES: Readonly<Record<Variant, string>> = {
  ours: "ours",
  floor: "floor",
  "thin-by-value": "thin by value",
  "by-value": "whole by value",
  named: "named",
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const requestsOf = ({ requests }: Row): string =>
  Object.entries(requests)
    .toSorted()
    .map(([method, count]) => `${count} ${method}`)
    .join(", ") || "none";

function cells(rows: readonly Row[]): string {
  const keys = [...new Set(rows.map(({ count, delay }) => `${count} ${delay}`))];
  return keys
    .map((key) => {
      const own = rows.filter(({ count, delay }) => `${count} ${delay}` === key);
      const [count, delay] = key.split(" ");
      const body = byOperation(own).map((row) => [
        row.operation,
        NAMES[row.variant],
        row.seconds.toFixed(2),
        row.ratio?.toFixed(2) ?? "",
        Number.isNaN(row.cpuSeconds) ? "" : row.cpuSeconds.toFixed(2),
        row.cpuRatio?.toFixed(2) ?? "",
        requestsOf(row),
      ]);
      return `### ${count} webhook${count === "1" ? "" : "s"}, API delay ${delay} ms\n\n${table(["operation", "program", "seconds", "× floor", "processor s", "× floor", "requests"], body)}`;
    })
    .join("\n\n");
}

/** What the operations of one webhook take over the floor, in milliseconds. */
function overFloor(rows: readonly Row[]): string {
  const single = rows.filter(({ count, delay }) => count === 1 && delay === 0);
  const secondsOf = (of: Row["variant"], operation: Row["operation"]) =>
    single.find((row) => row.variant === of && row.operation === operation)?.seconds ?? NaN;
  const operations = ["up", "refresh", "destroy"] as const;
  return operations
    .map(
      (operation) =>
        `${(1000 * (secondsOf("ours", operation) - secondsOf("floor", operation))).toFixed(0)} ms of \`${operation}\``,
    )
    .join(", ");
}

/** How far ratios can be off: a preview asks nobody, so that ours and the floor do next to the same. */
function disturbance(rows: readonly Row[]): string {
  const ratios = rows
    .filter(({ variant, operation }) => variant === "ours" && operation === "preview")
    .map(({ ratio = NaN }) => ratio);
  return `from ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
}

/** The results as a page. */
export function report(
  rows: readonly Row[],
  goals: readonly Goal[],
  singles: Singles,
  run: { quick: boolean; minutes: number; load: number },
): string {
  const bytes = VARIANTS.flatMap((variant) => {
    const size = bytesPerWebhook(rows, variant);
    return size === undefined ? [] : [[NAMES[variant], size.toFixed(0)]];
  });
  const cpu = os.cpus()[0]?.model ?? "unknown";
  return `# What it costs

Written by \`npm run bench${run.quick ? " -- --quick" : ""}\`, which took ${run.minutes.toFixed(0)} minutes on ${os.cpus().length} × ${cpu},
Node ${process.versions.node}, with a load of ${run.load.toFixed(1)} at its beginning. Each operation is one command of the engine on a
file backend, from its start to its end, against the emulator of the API on the same machine. All programs do an
operation before any does the next, so that a machine that changes its pace disturbs them alike. Where it was repeated, the
median counts. Processor time is that of the engine and everything it starts; other work on the machine disturbs it less.

- **ours**: \`Webhook\`s with a protected and a plain header.
- **floor**: resources of the same inputs, made the same way, whose provider does nothing but return what it is given, on a
  read the inputs too (without them no preview shows drift): what the engine itself takes.
- **thin by value**: \`pulumi.dynamic.Resource\` with functions that do no more than load the installed provider.
- **whole by value**: \`pulumi.dynamic.Resource\` with all of the provider's code, as the guides to dynamic providers teach.

\`update\` is an \`up\` after every webhook was declared otherwise.

![Seconds an operation](results.svg)

## Goals

${table(
  ["goal", "measured", ""],
  goals.map(({ text, measured, met }) => [text, measured, met ? "met" : "**missed**"]),
)}

How far a ratio of this run can be off, its previews show: they ask nobody, ours does next to nothing there that the floor
does not, and yet their ratios go ${disturbance(rows)}.

What the time over the floor goes to:

- A process that makes a request loads the HTTP library first, which takes ${singles.libraryTime.toFixed(0)} ms here. For one webhook, without a
  delay, what there is over the floor is ${overFloor(rows)}.
- Every webhook costs a request in \`up\`, \`update\` and \`destroy\` (the rows below count them), which the emulator answers on the
  same processors; the floor makes none. With a delay a single webhook waits for its requests one after the other; many
  wait side by side, as many at once as the engine's \`--parallel\` allows.
- In the program \`Webhook\` registers one property more than the floor, the seed of the automatic name. For every property the SDK
  takes four stack traces and maps them to its sources, which is half of what a program's own process does.

## State

${table(["program", "bytes a webhook"], bytes)}

The engine keeps the inputs and the outputs of every resource, each with the secret in them encrypted, and as much again of its
own: URN, provider, dependencies, where in the program it was made.

## Single figures

- Importing the package takes ${singles.importTime.toFixed(0)} ms after the SDK is loaded; it does not load the HTTP library.
- A process that lists 5,000 webhooks takes ${(singles.listingMemory / 1e6).toFixed(0)} MB at most.
- A webhook with an explicit name is missing while it is replaced: ${[...singles.gaps].map(([delay, gap]) => `${gap.toFixed(0)} ms with an API delay of ${delay} ms`).join(", ")}.
  One without an explicit name is not missing at any moment.

## All operations

${cells(rows)}
`;
}
