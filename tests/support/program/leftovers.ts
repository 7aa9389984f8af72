import * as fs from "node:fs/promises";

/**
 * Kills what a killed engine left running: its plugins are in process groups of their own, and the SDK's dynamic host
 * does not notice that its engine is gone. They are known by `mark`, a setting in their environment.
 */
export async function killLeftovers(mark: string): Promise<void> {
  for (const pid of await processesWith(mark)) kill(pid);
}

/** The processes that have the setting `mark`, such as `NAME=value`, in their environment. None where there is no /proc. */
export async function processesWith(mark: string): Promise<number[]> {
  const pids = (await fs.readdir("/proc").catch(() => [])).map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  const environments = await Promise.all(pids.map((pid) => fs.readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")));
  return pids.filter((_, index) => environments[index]?.split("\0").includes(mark));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended by itself in the meantime.
  }
}
