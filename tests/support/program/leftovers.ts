import * as fs from "node:fs/promises";

/**
 * Kills what a killed engine left running: its plugins are in process groups of their own, and the SDK's dynamic host
 * does not notice that its engine is gone. They are known by `mark` in their environment. Only where there is a /proc.
 */
export async function killLeftovers(mark: string): Promise<void> {
  for (const name of await fs.readdir("/proc").catch(() => [])) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = await fs.readFile(`/proc/${name}/environ`, "utf8").catch(() => "");
    if (environment.split("\0").includes(mark)) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended by itself in the meantime.
  }
}
