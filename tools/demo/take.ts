import { heading } from "./screen";

export interface Step<Bench> {
  title: string;
  run: (bench: Bench) => Promise<void>;
}

const [DONE, FAILED, INTERRUPTED] = [0, 1, 130];

/** Takes the steps in order, until one fails or the user interrupts them. @returns the exit code */
export async function takeAll<Bench>(steps: readonly Step<Bench>[], bench: Bench, stop: AbortSignal): Promise<number> {
  const isStopped = () => stop.aborted;
  for (const { title, run } of steps) {
    if (isStopped()) break;
    heading(title);
    try {
      await run(bench);
    } catch (error) {
      if (isStopped()) break;
      console.error(`\nThe step "${title}" failed: ${error instanceof Error ? error.message : String(error)}`);
      return FAILED;
    }
  }
  return isStopped() ? INTERRUPTED : DONE;
}
