import spawn from "cross-spawn";
import path from "node:path";

/** The repository's root. */
export const ROOT = path.resolve(__dirname, "../..");

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  /** The standard output, then the standard error. */
  readonly text: string;
}

/** Less than the time that Jest gives a test, in milliseconds. It is there for a program that hangs. */
const LIMIT = 900_000;

/**
 * Runs a program to its end, also one that is a script on Windows, such as npm. A failure is a result.
 * @throws Error with what it printed if it takes longer than 15 minutes, and is killed
 */
export async function command(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const child = spawn(file, [...args], { cwd: ROOT, ...options, stdio: ["ignore", "pipe", "pipe"] });
  const printed = [child.stdout, child.stderr].map((output) => {
    const chunks: string[] = [];
    output?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
    return chunks;
  });
  const limited = AbortSignal.timeout(LIMIT);
  limited.onabort = () => {
    child.kill("SIGKILL");
    // A process that it started may keep them open.
    for (const output of [child.stdout, child.stderr]) output?.destroy();
  };
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => {
      resolve(1);
    });
    child.once("close", (ended) => {
      resolve(ended ?? 1);
    });
  });
  limited.onabort = null;
  const [stdout = "", stderr = ""] = printed.map((chunks) => chunks.join(""));
  if (limited.aborted)
    throw new Error(`${path.basename(file)} ${args.join(" ")} took longer than ${LIMIT / 1000} s:\n${stdout}${stderr}`);
  return { code, stdout, text: stdout + stderr };
}

/** Runs a command of a development dependency, given as its file in node_modules. */
export const tool = (file: string, args: readonly string[], cwd?: string): Promise<CommandResult> =>
  command(process.execPath, [path.join(ROOT, "node_modules", file), ...args], cwd === undefined ? {} : { cwd });
