import * as fs from "node:fs/promises";
import * as path from "node:path";

import { command, ROOT } from "../support/command";

/**
 * Fills `<folder>/node_modules`: `pulumi-ubiops` is this repository, or what is unpacked from `tarball` with its runtime
 * dependencies beside it, as an installation would lay them; the SDK, TypeScript and Node's types are the repository's own.
 */
export async function installPackages(folder: string, tarball?: string): Promise<void> {
  const modules = path.join(folder, "node_modules");
  const installed = path.join(ROOT, "node_modules");
  await link(path.join(installed, "@pulumi"), path.join(modules, "@pulumi"));
  await link(path.join(installed, "@types"), path.join(modules, "@types"));
  await link(path.join(installed, "typescript"), path.join(modules, "typescript"));
  const own = path.join(modules, "pulumi-ubiops");
  if (tarball === undefined) return link(ROOT, own);
  await fs.mkdir(own);
  const { code, text } = await command("tar", ["-xzf", tarball, "--strip-components=1", "-C", own]);
  if (code !== 0) throw new Error(`${tarball} cannot be unpacked: ${text}`);
  const { dependencies = {} } = JSON.parse(await fs.readFile(path.join(own, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) await link(path.join(installed, name), path.join(modules, name));
}

async function link(target: string, file: string): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.symlink(target, file, "junction");
}
