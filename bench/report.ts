import * as os from "node:os";

import { type Goal, inWords, percent, type Singles } from "./goals";
import type { Measurement } from "./measure";
import type { ProgramName } from "./stack";
import { bytesPerWebhook, type Cell, cellsOf, median, ratioOf, roundsOf } from "./summary";

const PROGRAMS: readonly ProgramName[] = ["dynamic", "floor", "native", "native-floor", "yaml"];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const requestsOf = (rounds: readonly Measurement[]): string =>
  Object.entries(rounds.at(-1)?.requests ?? {})
    .toSorted()
    .map(([method, count]) => `${count} ${method}`)
    .join(", ") || "none";

const seconds = (rounds: readonly Measurement[], time: "seconds" | "cpuSeconds"): string =>
  median(rounds.map((each) => each[time])).toFixed(2);

function rowsOf(measured: readonly Measurement[], cell: Cell): string[][] {
  return PROGRAMS.flatMap((program) => {
    const rounds = roundsOf(measured, cell, program);
    if (rounds.length === 0) return [];
    const ratio = (time: "seconds" | "cpuSeconds") => ratioOf(measured, cell, [program, "floor"], time);
    const [cpu, wall] = [ratio("cpuSeconds"), ratio("seconds")];
    const times = [seconds(rounds, "cpuSeconds"), cpu ? inWords(cpu) : "", seconds(rounds, "seconds")];
    return [[cell.operation, program, ...times, wall ? inWords(wall) : "", requestsOf(rounds)]];
  });
}

function tables(measured: readonly Measurement[]): string {
  const cells = cellsOf(measured);
  const head = ["operation", "program", "processor s", "× floor", "seconds", "× floor", "requests"];
  const titles = [...new Set(cells.map(({ count, delay }) => `${count} × Webhook, API delay ${delay} ms`))];
  return titles
    .map((title) => {
      const own = cells.filter(({ count, delay }) => `${count} × Webhook, API delay ${delay} ms` === title);
      const rows = own.flatMap((cell) => rowsOf(measured, cell));
      return `### ${title}\n\n${table(head, rows)}`;
    })
    .join("\n\n");
}

/** The results as a page. */
export function report(
  measured: readonly Measurement[],
  goals: readonly Goal[],
  singles: Singles,
  run: { flags: readonly string[]; minutes: number; load: number; unmeasured: number },
): string {
  const missed = goals.filter(({ met }) => !met);
  const bytes = PROGRAMS.map((program) => [program, bytesPerWebhook(measured, program)?.toFixed(0) ?? ""]);
  const gaps = [...singles.gaps].map(([delay, gap]) => `${gap.toFixed(0)} ms with an API delay of ${delay} ms`);
  const command = ["npm run bench", ...(run.flags.length > 0 ? ["--", ...run.flags] : [])].join(" ");
  const unfinished = `The run was ended before ${run.unmeasured} of its comparisons; their goals are missing below.\n\n`;
  return `# What it costs

${missed.length === 0 ? "All goals are met." : `Missed: ${missed.length} of ${goals.length} goals.\n`}
${missed.map(({ text, measured: value }) => `- ${text}: ${value}`).join("\n")}

${run.unmeasured > 0 ? unfinished : ""}Written by \`${command}\` in ${run.minutes.toFixed(0)} minutes on ${os.cpus().length} × ${os.cpus()[0]?.model ?? "unknown"},
Node ${process.versions.node}, with a load of ${run.load.toFixed(1)} at its beginning. Each operation is one command of the engine on a
file backend against the emulator of the API on the same machine. In every round all programs do an operation before any
does the next. A ratio is the median of the rounds, with the least and the most of them beside it. Goals are about
processor time, that of the engine and everything it starts: other work on the machine disturbs it less than seconds.

- **dynamic**: \`Webhook\`s with a protected and a plain header, in compiled TypeScript.
- **floor**: dynamic resources of the same inputs, made as anyone would, whose provider does nothing.
- **native**: the \`Webhook\`s of \`pulumi-ubiops/native\`, in the same program.
- **native-floor**: resources of the same inputs whose plugin does nothing.
- **yaml**: the same webhooks in a program in YAML.

\`update\` is an \`up\` after every webhook was declared otherwise.

![Processor seconds an operation](results.svg)

## Goals

${table(
  ["goal", "measured", ""],
  goals.map(({ text, measured: value, met }) => [text, value, met ? "met" : "**missed**"]),
)}

## State

${table(["program", "bytes a webhook"], bytes)}

## Single figures

- Importing the package takes ${percent(singles.importPart)} of what the SDK takes before it; it does not load the HTTP library, which takes
  ${percent(singles.libraryPart)} at the first request of a process.
- The plugin's first answer comes after ${singles.plugin.ratio.toFixed(2)} × the time of a plugin that does nothing; it then takes
  ${(singles.plugin.memory / 1e6).toFixed(0)} MB.
- A process that lists 5,000 webhooks takes ${(singles.listingMemory / 1e6).toFixed(0)} MB at most.
- A webhook with an explicit name is missing while it is replaced: ${gaps.join(", ")}.
  One without an explicit name is not missing at any moment.

## All operations

${tables(measured)}
`;
}
