import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";

import { ROOT } from "../../tools/support/command";
import { testOnPosix } from "../../tools/support/platform";
import { webhook } from "./call";

const LISTENING = /^UbiOps emulator listening on (http:\/\/127\.0\.0\.1:\d+\/v2\.1)\n$/;

const NPM = ["npm", "run", "--silent", "emulator", "--"] as const;
const NODE = [process.execPath, "--import", "tsx", "emulator/src/cli.ts"] as const;

const running = new Map<ChildProcess, Promise<unknown>>();
afterEach(async () => {
  for (const [child, exit] of running) {
    // npm hands this signal on.
    child.kill("SIGTERM");
    await exit;
  }
  running.clear();
});

/** Runs the command as a user types it, or without npm, which is quicker. */
function run([command, ...prefix]: typeof NPM | typeof NODE, args: readonly string[]) {
  const child = spawn(command, [...prefix, ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const exit = once(child, "close").then(([code]: unknown[]) => code);
  running.set(child, exit);
  const listening = async () => {
    while (!LISTENING.test(output.stdout)) {
      await Promise.race([once(child.stdout, "data"), exit]);
      if (child.exitCode !== null) throw new Error(output.stderr);
    }
    return LISTENING.exec(output.stdout)?.[1] ?? "";
  };
  return { child, output, exit, listening };
}

testOnPosix.each(["SIGINT", "SIGTERM"] as const)(
  "prints one line when it listens, serves its options, and ends on %s with 0",
  async (signal) => {
    const options = ["--token", "canary-token", "--project", "p", "--project", "q", "--protected", "mask"];
    const trouble = ["--trouble", '{"kind":"status","status":503,"times":1}'];
    const { child, output, exit, listening } = run(NPM, ["--port", "0", ...options, ...trouble]);
    const url = await listening();
    const status = async (project: string) =>
      (await fetch(`${url}/projects/${project}/webhooks`, { headers: { authorization: "Token canary-token" } })).status;
    expect([await status("p"), await status("p"), await status("q"), await status("r")]).toEqual([503, 200, 200, 404]);
    child.kill(signal);
    expect(await exit).toBe(0);
    expect(output.stdout).toMatch(LISTENING);
    expect(output.stderr).toMatch(/GET \/v2\.1\/projects\/p\/webhooks 503\n/);
    expect(output.stderr).not.toContain("canary");
    await expect(status("p")).rejects.toThrow("fetch failed");
  },
);

it("logs requests as JSON lines", async () => {
  const { child, output, exit, listening } = run(NODE, ["--log", "json"]);
  await fetch(`${await listening()}/projects/p/webhooks?labels=a:b`);
  child.kill("SIGTERM");
  await exit;
  const line = output.stderr.split("\n").find((text) => text.startsWith("{")) ?? "";
  expect(JSON.parse(line)).toMatchObject({
    method: "GET",
    path: "/v2.1/projects/p/webhooks",
    query: { labels: "a:b" },
    status: 401,
  });
});

testOnPosix("says at its end that the state could not be kept, and ends with 1", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-cli-"));
  const { child, output, exit, listening } = run(NODE, ["--state", join(folder, "state.json"), "--log", "none"]);
  const url = await listening();
  rmSync(folder, { recursive: true });
  await fetch(new URL("/_control/projects/p/webhooks", url), {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  child.kill("SIGTERM");
  expect(await exit).toBe(1);
  expect(output.stderr).toMatch(/^The state file .+ cannot be written: ENOENT$/m);
});

it.each([
  [[], "v1"],
  [["--default-version", "none"], null],
  [["--default-version", "v7"], "v7"],
])("with %j answers the version %j if none was sent", async (args, version) => {
  const { listening } = run(NODE, args);
  const answer = await fetch(`${await listening()}/projects/p/webhooks`, {
    method: "POST",
    headers: { authorization: "Token emulator-token", "content-type": "application/json" },
    body: JSON.stringify(webhook()),
  });
  expect(await answer.json()).toMatchObject({ version });
});

it("has exactly the options that its documentation lists", async () => {
  const { output, exit } = run(NODE, ["--help"]);
  expect(await exit).toBe(0);
  const docs = readFileSync(join(ROOT, "emulator/README.md"), "utf8");
  const documented = [...docs.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option);
  const offered = [...output.stdout.matchAll(/^ +(?:-h, )?(--[a-z-]+)/gm)].map(([, option]) => option);
  expect(offered.filter((option) => option !== "--help")).toEqual(documented);
});

it.each([
  [["--protected", "hidden"], "Allowed choices are null, mask, omit, clear, absent"],
  [["--port", "http"], "It must be a whole number."],
  [["--trouble", '{"kind":"x"}'], "This field is not valid."],
  [["--state", "/dev/null/x"], "The state file /dev/null/x cannot be"],
])("says what is wrong with %j and ends with 1", async (args, sentence) => {
  const { output, exit } = run(NODE, args);
  expect(await exit).toBe(1);
  expect(output.stderr).toContain(sentence);
  expect(output.stdout).toBe("");
});
