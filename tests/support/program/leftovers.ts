import * as fs from "node:fs/promises";

import { command } from "../command";

/**
 * Kills what a killed engine left running: its plugins are in process groups of their own, and the SDK's dynamic host
 * does not notice that its engine is gone. They are known by `mark`, a setting in their environment.
 */
export async function killLeftovers(mark: string): Promise<void> {
  for (const pid of await processesWith(mark)) kill(pid);
}

/** The processes that have the setting `mark`, such as `NAME=value`, in their environment. None on Windows. */
export async function processesWith(mark: string): Promise<number[]> {
  const environments = (await fromProc()) ?? (await fromPs());
  return [...environments].filter(([pid, settings]) => pid !== process.pid && settings.includes(mark)).map(([pid]) => pid);
}

type Environments = ReadonlyMap<number, readonly string[]>;

/** The environments of all processes, where there is a /proc. */
async function fromProc(): Promise<Environments | undefined> {
  const names = await fs.readdir("/proc").catch(() => undefined);
  const pids = names?.map(Number).filter(Number.isInteger);
  const read = pids?.map(async (pid) => [pid, (await fs.readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")).split("\0")] as const);
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
