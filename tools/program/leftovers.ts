import * as fs from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { command } from "../support/command";

/** How long processes are given to end, and how often they are looked for meanwhile, in milliseconds. */
const PATIENCE = 10_000;
const INTERVAL = 20;

/**
 * Kills what a killed engine left running, and waits for its end: its plugins are in process groups of their own, and the
 * SDK's dynamic host does not notice that its engine is gone. They are known by `mark`, a setting in their environment.
 */
export async function killLeftovers(mark: string): Promise<void> {
  const left = await lasting(mark, kill);
  if (left.length > 0) throw new Error(`The processes ${left.join(", ")} with ${mark} do not end.`);
}

/** The processes with the setting `mark` that do not end in a while, with `each` done to all whenever they are looked for. */
export async function lasting(mark: string, each: (pid: number) => void = () => undefined): Promise<number[]> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const left = await processesWith(mark);
    if (left.length === 0 || Date.now() > end) return left;
    left.forEach(each);
    await sleep(INTERVAL);
  }
}

/** The processes that have the setting `mark`, such as `NAME=value`, in their environment. None on Windows. */
export async function processesWith(mark: string): Promise<number[]> {
  const environments = (await fromProc()) ?? (await fromPs());
  return [...environments]
    .filter(([pid, settings]) => pid !== process.pid && settings.includes(mark))
    .map(([pid]) => pid);
}

type Environments = ReadonlyMap<number, readonly string[]>;

/** The environments of all processes, where there is a /proc. */
async function fromProc(): Promise<Environments | undefined> {
  const names = await fs.readdir("/proc").catch(() => undefined);
  const pids = names?.map(Number).filter(Number.isInteger);
  const read = pids?.map(
    async (pid) => [pid, (await fs.readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")).split("\0")] as const,
  );
  return read && new Map(await Promise.all(read));
}

/** The same as macOS tells it: behind each command, as words. */
async function fromPs(): Promise<Environments> {
  const { code, text } = await command("ps", ["axeww", "-o", "pid=,command="]);
  const lines = code === 0 ? text.split("\n").map((line) => line.trim().split(" ")) : [];
  return new Map(lines.map(([pid, ...words]) => [Number(pid), words]));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended by itself in the meantime.
  }
}
