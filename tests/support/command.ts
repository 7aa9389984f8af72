import { execFile } from "node:child_process";
import path from "node:path";

/** The repository's root. */
export const ROOT = path.resolve(__dirname, "../..");

export interface CommandResult {
  readonly code: number;
  /** Everything it printed. */
  readonly text: string;
}

/** Runs a program to its end; a failure is a result. */
export function command(file: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const settings = { cwd: options.cwd ?? ROOT, env: options.env ?? process.env, maxBuffer: 64 * 1024 * 1024 };
    execFile(file, args, settings, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 1, text: stdout + stderr });
    });
  });
}

/** Runs a command of an installed development dependency, by its file. */
export const tool = (file: string, args: readonly string[], cwd?: string): Promise<CommandResult> =>
  command(process.execPath, [path.join(ROOT, "node_modules", file), ...args], cwd === undefined ? {} : { cwd });
