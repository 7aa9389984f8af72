import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { ensureBuilt } from "./support/built";
import { command, ROOT } from "./support/command";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The scripts of package.json that check the code without running it. */
const GATES = ["format:check", "lint", "typecheck", "knip"];

async function runGate(name: string): Promise<Counts> {
  const run = command("npm", ["run", "--silent", name]);
  const { code, text } = await run.catch((error: unknown) => ({ code: 1, text: String(error) }));
  const passed = code === 0;
  console.log(passed ? `PASS ${name}` : `FAIL ${name}\n${text}`);
  return { passed: Number(passed), failed: Number(!passed) };
}

/** Runs Jest, which prints for itself. If it fails without a failed test, that counts as one. */
async function runJest(args: readonly string[]): Promise<Counts> {
  const folder = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-jest-"));
  const results = path.join(folder, "results.json");
  try {
    const jest = path.join(ROOT, "node_modules/jest/bin/jest.js");
    const options = ["--json", `--outputFile=${results}`, ...args];
    const child = spawn(process.execPath, [jest, ...options], { cwd: ROOT, stdio: "inherit" });
    const code = await new Promise((resolve) => child.once("close", resolve));
    const { passed, failed } = existsSync(results) ? counts(await readFile(results, "utf8")) : { passed: 0, failed: 0 };
    return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A test file that cannot be run counts as a failed test. */
function counts(results: string): Counts {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(results) as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0) };
}

/** Runs all gates and Jest, whatever fails, and ends with a line such as `3300 passed, 0 failed`. The arguments are Jest's. */
async function main(): Promise<void> {
  // The examples are checked against the built package. If it does not compile, `typecheck` fails.
  await ensureBuilt().catch(() => undefined);
  const all = [...(await Promise.all(GATES.map(runGate))), await runJest(process.argv.slice(2))];
  const sum = (name: keyof Counts) => all.reduce((total, each) => total + each[name], 0);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
}

void main();
