import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import { ROOT } from "../../tools/support/command";
import { engineFolder } from "../../tools/engine/folder";
import type { Source } from "../../tools/engine/sources";
import { testOnPosix as test } from "../../tools/support/platform";

const run = promisify(execFile);

let folder: string;
let lines: string[];
beforeEach(async () => {
  folder = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-engine-")));
  lines = [];
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** A program that prints a text. */
async function fake(place: string, name: string, text: string): Promise<void> {
  await fs.mkdir(path.join(folder, place), { recursive: true });
  await fs.writeFile(path.join(folder, place, name), `#!/bin/sh\necho ${text}\n`, { mode: 0o755 });
}

const pulumi = (place: string, version: string) => fake(place, "pulumi", version);

async function installation(place: string, version: string): Promise<void> {
  await pulumi(place, version);
  await fake(place, "pulumi-language-nodejs", `host of ${place}`);
  await fake(place, "pulumi-resource-pulumi-nodejs", `dynamic host of ${place}`);
}

const works = (name: string): Source => ({
  name,
  into: async (into) => {
    await pulumi(path.relative(folder, path.join(into, "bin")), "v3.259.0");
    lines.push(`${name} was asked`);
  },
});
const fails = (name: string): Source => ({ name, into: () => Promise.reject(new Error(`${name} said no`)) });

function find(places: string[], sources: Source[] = []): Promise<string> {
  const PATH = places.map((place) => path.join(folder, place)).join(path.delimiter);
  const env = { PATH, HOME: folder, XDG_CACHE_HOME: path.join(folder, "cache") };
  return engineFolder({ env, sources, log: (line) => lines.push(line) });
}

const prints = async (engine: string, name: string, ...args: string[]) =>
  (await run(path.join(engine, name), args)).stdout.trim();

test("an installation on PATH is used whole, by links, so that nothing else of its folder comes first on PATH", async () => {
  await installation("usr", "v3.258.0");
  await fake("usr", "node", "another node");
  const engine = await find(["usr"]);
  expect(await fs.readdir(engine)).toEqual(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
  expect(await prints(engine, "pulumi")).toBe("v3.258.0");
  expect(await prints(engine, "pulumi-language-nodejs")).toBe("host of usr");
  expect(lines).toEqual([]);
});

test("a CLI on PATH without a language host gets ours and the SDK's dynamic host beside it", async () => {
  await pulumi("usr", "v3.258.0");
  const engine = await find(["usr"]);
  expect(await prints(engine, "pulumi")).toBe("v3.258.0");
  expect(await fs.readFile(path.join(engine, "pulumi-language-nodejs"), "utf8")).toContain("LanguageRuntimeService");
  expect(await fs.readFile(path.join(engine, "pulumi-resource-pulumi-nodejs"), "utf8")).toContain(
    "@pulumi/pulumi/cmd/dynamic-provider",
  );
});

test("a language host on PATH comes before ours", async () => {
  await fake("hosts", "pulumi-language-nodejs", "the real host");
  const engine = await find(["hosts"], [works("build")]);
  expect(await prints(engine, "pulumi-language-nodejs")).toBe("the real host");
});

test("a CLI on PATH that is too old, or does not start, is named and passed over", async () => {
  await installation("old", "v3.100.0");
  const engine = await find(["old"], [works("build")]);
  expect(await prints(engine, "pulumi")).toBe("v3.259.0");
  expect(lines[0]).toBe(
    `${path.join(folder, "old", "pulumi")} is not used: it is version 3.100.0; 3.254.0 or later is needed.`,
  );
});

test("without one on PATH the sources are asked in their order, until one works, and what it made is kept", async () => {
  const engine = await find([], [fails("installer"), works("build"), works("never")]);
  expect(await prints(engine, "pulumi")).toBe("v3.259.0");
  expect(lines.filter((line) => line.endsWith("was asked"))).toEqual(["build was asked"]);
  expect(await find([], [fails("nothing")])).toBe(engine);
});

test("of two at once one fetches the CLI and both get it", async () => {
  const both = await Promise.all([find([], [works("build")]), find([], [works("build")])]);
  expect(both[0]).toBe(both[1]);
  expect(lines.filter((line) => line.endsWith("was asked"))).toEqual(["build was asked"]);
});

test("where nothing works, one error tells why each way failed, and nothing half-made stays", async () => {
  await expect(find([], [fails("installer"), fails("build")])).rejects.toThrow(
    /Install Pulumi or Go.*\ninstaller: installer said no\nbuild: build said no/,
  );
  const cache = path.join(folder, "cache/pulumi-ubiops/engine");
  expect(await fs.readdir(path.join(cache, "3.259.0"))).toEqual([]);
});

test("the folder points into no clone", async () => {
  const engine = await find([], [works("build")]);
  const files = await fs.readdir(engine, { withFileTypes: true });
  expect(files.filter((file) => file.isSymbolicLink())).toEqual([]);
  for (const { name } of files) expect(await fs.readFile(path.join(engine, name), "utf8")).not.toContain(ROOT);
});
