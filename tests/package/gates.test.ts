import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { command, type CommandResult, ROOT, tool } from "../../tools/support/command";
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

test("npm installs the package without asking about a script of it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-scripts-"));
  const { tarball, remove } = await pack();
  try {
    await writeFile(path.join(folder, "package.json"), "{}");
    // Without the SDK, whose own packages may have scripts.
    const args = ["install", "--legacy-peer-deps", "--prefer-offline", "--no-audit", "--no-fund", tarball];
    const { code, text } = await command("npm", args, { cwd: folder });
    expect({ code, text }).toEqual({ code: 0, text: expect.not.stringContaining("pulumi-ubiops") as string });
    const installed = await readFile(path.join(folder, "node_modules/pulumi-ubiops/package.json"), "utf8");
    const { scripts } = JSON.parse(installed) as { scripts: Record<string, string> };
    // Older versions of npm run such a script without a question.
    expect(Object.keys(scripts).filter((name) => /^((pre|post)?install|prepare)$/.test(name))).toEqual([]);
  } finally {
    await remove();
    await rm(folder, { recursive: true });
  }
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
