import { spawn } from "node:child_process";

export interface BoundedOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command and everything it started are killed. */
  limit: number;
}

const running = new Set<number>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a command in a process group of its own and returns its standard output. It ends in the time it is given: after
 * that, and when this process is interrupted, the whole group is killed.
 * @throws Error with the end of what the command wrote, when it fails or takes too long.
 */
export async function bounded(command: string, args: string[], { limit, ...options }: BoundedOptions): Promise<string> {
  const child = spawn(command, args, {
    ...options,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const limited = AbortSignal.timeout(limit);
  limited.onabort = () => {
    kill(child.pid);
  };
  watch(child.pid);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("close", resolve).once("error", (error) => {
        reject(new Error(`${command} could not be started: is it installed?`, { cause: error }));
      });
    });
    if (code === 0) return Buffer.concat(output).toString();
  } finally {
    limited.onabort = null;
    unwatch(child.pid);
  }
  if (limited.aborted) throw new Error(`took longer than ${limit / 1000} s`);
  throw new Error(
    Buffer.concat([...output, ...errors])
      .toString()
      .trim()
      .slice(-2000) || `${command} failed`,
  );
}

function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Ended by itself in the meantime.
  }
}

function watch(pid: number | undefined): void {
  if (pid === undefined) return;
  if (running.size === 0) for (const signal of SIGNALS) process.once(signal, interrupted);
  running.add(pid);
}

function unwatch(pid: number | undefined): void {
  if (pid !== undefined) running.delete(pid);
  if (running.size === 0) for (const signal of SIGNALS) process.off(signal, interrupted);
}

function interrupted(signal: NodeJS.Signals): void {
  running.forEach(kill);
  for (const each of SIGNALS) process.off(each, interrupted);
  process.kill(process.pid, signal);
}
