import * as fs from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { command } from "../support/command";

/** How long processes may take to end, and how often they are checked meanwhile, in milliseconds. */
const GRACE = 60_000;
const INTERVAL = 20;

/**
 * Kills what a killed engine left running, and waits until it has ended. The engine starts its plugins in process groups of
 * their own, and the SDK's dynamic host does not notice that its engine is gone.
 * @param variable an entry of their environment that no other process has, such as `PULUMI_HOME=/tmp/…`
 */
export async function killLeftovers(variable: string): Promise<void> {
  const left = await leftovers(variable, kill);
  if (left.length > 0) throw new Error(`The processes ${left.join(", ")} with ${variable} do not end.`);
}

/**
 * The processes with an entry in their environment that do not end within a minute. None on Windows.
 * @param each is called for every such process at every check
 */
export async function leftovers(variable: string, each: (pid: number) => void = () => undefined): Promise<number[]> {
  const end = Date.now() + GRACE;
  for (;;) {
    const left = await processesWith(variable);
    if (left.length === 0 || Date.now() > end) return left;
    left.forEach(each);
    await sleep(INTERVAL);
  }
}

async function processesWith(variable: string): Promise<number[]> {
  const environments = (await fromProc()) ?? (await fromPs());
  return [...environments]
    .filter(([pid, entries]) => pid !== process.pid && entries.includes(variable))
    .map(([pid]) => pid);
}

type Environments = ReadonlyMap<number, readonly string[]>;

/** The environments of all processes on Linux. */
async function fromProc(): Promise<Environments | undefined> {
  const names = await fs.readdir("/proc").catch(() => undefined);
  const pids = names?.map(Number).filter(Number.isInteger);
  const read = pids?.map(
    async (pid) => [pid, (await fs.readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")).split("\0")] as const,
  );
  return read && new Map(await Promise.all(read));
}

/** The same on macOS: `ps` prints the environment behind each command, separated by spaces. */
async function fromPs(): Promise<Environments> {
  const { code, text } = await command("ps", ["axeww", "-o", "pid=,command="]);
  const lines = code === 0 ? text.split("\n").map((line) => line.trim().split(" ")) : [];
  return new Map(lines.map(([pid, ...words]) => [Number(pid), words]));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
