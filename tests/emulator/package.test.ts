import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { command, ROOT, tool } from "../../tools/support/command";
import { pack, type Packed } from "../../tools/support/pack";

const NAME = "ubiops-webhooks-emulator";

let folder: string;
let packed: Packed;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "emulator-package-"));
  packed = await pack(NAME);
});
afterAll(async () => {
  await packed.remove();
  rmSync(folder, { recursive: true });
});

/** Unpacks the tarball beside what it declares as dependencies, and nothing else. @returns its folder */
async function installed(): Promise<string> {
  const modules = join(folder, "node_modules");
  const home = join(modules, NAME);
  mkdirSync(home, { recursive: true });
  expect(await command("tar", ["-xzf", packed.tarball, "-C", home, "--strip-components=1"])).toMatchObject({ code: 0 });
  const { dependencies } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  }
  return home;
}

it("holds what a user needs and nothing else", () => {
  const others = packed.files.filter((file) => !/^dist\/.*\.(js|d\.ts)$/.test(file));
  expect(others.toSorted()).toEqual(["LICENSE", "README.md", "bin.js", "package.json"]);
});

it("has the shape that bundlers, Node.js and TypeScript expect", async () => {
  expect(await tool("publint/src/cli.js", ["run", packed.tarball, "--strict"])).toMatchObject({ code: 0 });
  expect(await tool("@arethetypeswrong/cli/dist/index.js", [packed.tarball])).toMatchObject({ code: 0 });
});

it("runs in a clone by npx", async () => {
  expect(await command("npx", ["--no", "--", NAME, "--help"])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`Usage: ${NAME} [options]`) as string,
  });
});

it("runs with its own dependencies alone, as a command and as a library", async () => {
  const home = await installed();
  expect(await command(process.execPath, [join(home, "bin.js"), "--help"])).toMatchObject({ code: 0 });
  const program = `
    const { startEmulator } = require("${NAME}");
    startEmulator().then(async (emulator) => {
      const answer = await fetch(emulator.url + "/projects/p/webhooks", {
        headers: { authorization: "Token " + emulator.token },
      });
      console.log(answer.status);
      await emulator.close();
    });`;
  expect(await command(process.execPath, ["-e", program], { cwd: folder })).toEqual({
    code: 0,
    stdout: "200\n",
    text: "200\n",
  });
});
