import { execFile } from "node:child_process";
import { join } from "node:path";

import { ROOT } from "../../tools/support/command";

interface Ended {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const node = (...words: string[]) =>
  new Promise<Ended>((resolve) => {
    execFile(process.execPath, words, { cwd: ROOT, env: { PATH: process.env["PATH"] } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });

const command = join(ROOT, "dist", "cli", "main.js");

test("the built command runs, and ends with an exit code and one sentence if it is not configured", async () => {
  expect(await node(command, "--version")).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^pulumi-ubiops\/\d+\.\d+\.\d+/) as string,
    stderr: "",
  });
  expect(await node(command, "list")).toEqual({
    code: 2,
    stdout: "",
    stderr: "The UbiOps API token is missing: set UBIOPS_API_TOKEN.\n",
  });
});

test("a program that uses the package loads nothing of the command line", async () => {
  const loaded =
    'require("./dist/index.js"); console.log(Object.keys(require.cache).filter((file) => /node_modules.commander|dist.cli[^a-z]/.test(file)).length)';
  expect(await node("-e", loaded)).toEqual({ code: 0, stdout: "0\n", stderr: "" });
});
