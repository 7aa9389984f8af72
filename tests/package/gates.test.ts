import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type CommandResult, ROOT, tool } from "../../tools/support/command";
import { pack, type Packed } from "../../tools/support/pack";

/** @throws Error with what the tool printed if it found something wrong */
async function passes(run: Promise<CommandResult>): Promise<void> {
  const { code, text } = await run;
  if (code !== 0) throw new Error(text);
}

/** The texts of all files in a folder, by path. */
async function contents(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map(async (file) => {
      const whole = path.join(file.parentPath, file.name);
      return [path.relative(folder, whole), await readFile(whole, "utf8")] as const;
    });
  return Object.fromEntries(await Promise.all(texts));
}

describe("the package", () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await pack();
  });
  afterAll(() => packed.remove());

  test("contains what a user needs and nothing else", () => {
    const others = packed.files.filter((file) => !/^dist\/.*\.(js|d\.ts)$/.test(file));
    const executables = ["pulumi-resource-ubiops", "pulumi-resource-ubiops.cmd"];
    expect(others.toSorted()).toEqual(["LICENSE", "README.md", "package.json", ...executables]);
  });

  test("has the shape that bundlers, Node and TypeScript expect", async () => {
    await passes(tool("publint/src/cli.js", ["run", packed.tarball, "--strict"]));
    await passes(
      tool("@arethetypeswrong/cli/dist/index.js", [
        packed.tarball,
        "--exclude-entrypoints",
        "webhook-provider",
        "webhook-test-provider",
      ]),
    );
  });
});

test("the reference documentation is up to date with the docstrings", async () => {
  const out = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-reference-"));
  try {
    await passes(tool("typedoc/bin/typedoc", ["--out", out]));
    expect(await contents(out)).toEqual(await contents(path.join(ROOT, "docs/reference")));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
