import spawn from "cross-spawn";
import path from "node:path";
import { text } from "node:stream/consumers";

/** The repository's root. */
export const ROOT = path.resolve(__dirname, "../..");

export interface CommandResult {
  readonly code: number;
  /** Everything it printed. */
  readonly text: string;
}

/** Runs a program to its end, also one that is a script on Windows, such as npm. A failure is a result. */
export async function command(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const child = spawn(file, [...args], { cwd: ROOT, ...options, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => {
      resolve(1);
    });
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
  const printed = await Promise.all([child.stdout, child.stderr].map(async (output) => (output ? text(output) : "")));
  return { code: await ended, text: printed.join("") };
}

/** Runs a command of an installed development dependency, by its file. */
export const tool = (file: string, args: readonly string[], cwd?: string): Promise<CommandResult> =>
  command(process.execPath, [path.join(ROOT, "node_modules", file), ...args], cwd === undefined ? {} : { cwd });
