import { ensureBuilt } from "../support/built";
import { engineFolder } from "../engine/folder";
import { say } from "./screen";
import { FIRST, STEPS } from "./steps";
import { takeAll } from "./take";
import { Workbench } from "./workbench";

/** Takes all steps, and cleans up. @returns the exit code */
async function demo(): Promise<number> {
  await ensureBuilt();
  const engine = await engineFolder();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      stop.abort();
    });
  const bench = await Workbench.open(engine, FIRST, stop.signal);
  try {
    return await takeAll(STEPS, bench, stop.signal);
  } finally {
    await bench.close();
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
