import { ensureBuilt } from "../support/built";
import { engineFolder } from "../support/engine/folder";
import { heading, say } from "./screen";
import { FIRST, type Step, STEPS } from "./steps";
import { Workbench } from "./workbench";

const INTERRUPTED = 130;

/** Runs the steps until one fails or the user interrupts, and leaves nothing behind. @returns the exit code */
async function demo(): Promise<number> {
  await ensureBuilt();
  const engine = await engineFolder();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => { stop.abort(); });
  const bench = await Workbench.open(engine, FIRST, stop.signal);
  try {
    for (const step of STEPS) {
      if (stop.signal.aborted) break;
      heading(step.title);
      await take(step, bench, stop.signal);
    }
  } finally {
    await bench.close();
  }
  return stop.signal.aborted ? INTERRUPTED : 0;
}

/** @throws Error that names the step, when it failed and was not interrupted */
async function take({ title, run }: Step, bench: Workbench, stop: AbortSignal): Promise<void> {
  try {
    await run(bench);
  } catch (error) {
    if (stop.aborted) return;
    throw new Error(`The step "${title}" failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const started = Date.now();
demo().then(
  (code) => {
    if (code === 0) say(`Time: ${Math.round((Date.now() - started) / 1000)} s.`);
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
