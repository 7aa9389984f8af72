import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { program } from "commander";

import { startEmulator } from "../emulator/src";
import { engineFolder } from "../tools/engine/folder";
import { type Goal, goals, type Singles } from "./goals";
import { measureLarge } from "./large";
import { importPart, libraryPart, listingMemory, measure, type Measurement, replacementGap } from "./measure";
import { type Cell, MANY, QUICK, USUAL } from "./plan";
import { pluginStart } from "./plugin-start";
import { plot } from "./plot";
import { report } from "./report";
import { median } from "./summary";

const options = program
  .description("Measures what the resource costs beside the engine's own, and writes RESULTS.md.")
  .option("--quick", "only what shows that the bench works, written to a temporary folder")
  .option("--all", "also stacks of 300, which takes as long again")
  .option("--large", "measure stacks of 500 instead, and write the table of docs/large-stacks.md")
  .option("--check", "end with exit code 1 if a goal is missed")
  .parse()
  .opts<{ quick?: true; all?: true; check?: true; large?: true }>();

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** @param done is told everything that is measured so far, so that an interrupted run leaves what it has */
async function all(
  plan: readonly Cell[],
  engine: string,
  done: (measured: readonly Measurement[], unmeasured: number) => Promise<void>,
): Promise<void> {
  const measured: Measurement[] = [];
  for (const [index, { rounds, ...contest }] of plan.entries()) {
    for (let round = 1; round <= rounds; round += 1) {
      const rows = await measure({ engine, ...contest }, round);
      measured.push(...rows);
      const times = rows.map(({ operation, program: of, cpuSeconds }) => `${operation} ${of} ${cpuSeconds.toFixed(2)}`);
      log(`${(performance.now() / 1000).toFixed(0)} s: ${contest.count} at ${contest.delay} ms: ${times.join(", ")}`);
    }
    await done(measured, plan.length - index - 1);
  }
}

async function medianOf(measureOnce: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  while (times.length < 9) times.push(await measureOnce());
  return median(times);
}

async function singles(engine: string): Promise<Singles> {
  const gaps = new Map<number, number>();
  for (const delay of [0, 50]) {
    const emulator = await startEmulator({ delayMs: delay });
    gaps.set(delay, await replacementGap(engine, emulator).finally(() => emulator.close()));
  }
  const emulator = await startEmulator();
  for (let index = 0; index < 5000; index += 1) {
    emulator.put("many", {
      name: `webhook-${index}`,
      headers: [{ key: "X-Environment", value: "bench", protected: false }],
    });
  }
  return {
    gaps,
    plugin: await pluginStart(),
    importPart: await medianOf(importPart),
    libraryPart: await medianOf(libraryPart),
    listingMemory: await listingMemory(emulator).finally(() => emulator.close()),
  };
}

async function main(): Promise<void> {
  const [begun, load] = [performance.now(), os.loadavg()[0] ?? 0];
  const quick = options.quick === true;
  const engine = await engineFolder({ yaml: true });
  if (options.large === true) return measureLarge(engine, quick ? 2 : 500, log);
  const folder = quick ? fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-ubiops-results-")) : __dirname;
  const single = await singles(engine);
  let reached: Goal[] = [];
  const plan = options.all === true ? [...USUAL, ...MANY] : USUAL;
  await all(quick ? QUICK : plan, engine, async (measured, unmeasured) => {
    const minutes = (performance.now() - begun) / 60_000;
    fs.writeFileSync(path.join(folder, "results.svg"), await plot(measured));
    reached = goals(measured, single);
    fs.writeFileSync(
      path.join(folder, "RESULTS.md"),
      report(measured, reached, single, { flags: process.argv.slice(2), minutes, load, unmeasured }),
    );
  });
  log(`Written to ${path.join(folder, "RESULTS.md")}`);
  const missed = reached.filter(({ met }) => !met);
  for (const { text, measured } of missed) log(`Missed: ${text}: ${measured}`);
  if (options.check === true && missed.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
