import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";

import ts from "typescript";

import { cached } from "../support/cache";
import { ROOT } from "../support/command";
import { executable, onPath } from "../support/executable";
import { builtYamlHost, pulumiCli } from "./cli";

export interface EngineOptions {
  /** Whether it can run programs in YAML. Default: false. */
  readonly yaml?: boolean;
  /** The path of the CLI. Default: the one of all tests. */
  readonly cli?: string;
}

/** A file of the engine's folder: a link to an installed program, a hard link to one, or the text of a script. */
type Part = { link: string } | { hardLink: string; modified: number } | { text: string };
type Parts = Readonly<Record<string, Part>>;

const isWindows = process.platform === "win32";

/**
 * The folder of a working engine, to be put first on the PATH: `pulumi`, its hosts for Node.js programs and dynamic
 * providers, and with `yaml` the one for YAML. It lies in the user's cache folder and needs no clone.
 * @throws Error if there is no CLI, and none can be installed or built
 */
export async function engineFolder({ yaml = false, cli }: EngineOptions = {}): Promise<string> {
  const pulumi = await fs.realpath(cli ?? (await pulumiCli()));
  const installed = (name: string) => executable(path.dirname(pulumi), name);
  const hosts = [installed("pulumi-language-nodejs"), installed("pulumi-resource-pulumi-nodejs")];
  const isComplete = hosts.every((host) => host !== undefined);
  if (isComplete && isWindows) return path.dirname(pulumi);
  const yamlHost = async () =>
    installed("pulumi-language-yaml") ?? onPath("pulumi-language-yaml") ?? (await builtYamlHost());
  const parts = {
    ...(isComplete ? links([pulumi, ...hosts]) : await withOwnHosts(pulumi)),
    ...(yaml && links([await yamlHost()])),
  };
  // Named after its contents, since clones of different age share the cache.
  const name = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
  const folder = await cached(`engine/${name}`, async (unfinished) => {
    for (const [file, part] of Object.entries(parts)) await put(path.join(unfinished, file), part);
  });
  return fs.realpath(folder);
}

/** An installation's folder may hold programs that must not come first on the PATH, such as another Node.js. */
const links = (programs: readonly string[]): Parts =>
  Object.fromEntries(programs.map((link) => [path.basename(link), { link }]));

/** A CLI that was built alone, with the hosts that it lacks: our own for Node.js, and the SDK's for dynamic providers. */
async function withOwnHosts(pulumi: string): Promise<Parts> {
  const { mtimeMs } = await fs.stat(pulumi);
  const dynamicHost = `pulumi-resource-pulumi-nodejs${isWindows ? ".cmd" : ""}`;
  return {
    [path.basename(pulumi)]: { hardLink: pulumi, modified: mtimeMs },
    [dynamicHost]: { text: await fs.readFile(path.join(ROOT, "node_modules/@pulumi/pulumi", dynamicHost), "utf8") },
    ...(await languageHost()),
  };
}

async function languageHost(): Promise<Parts> {
  const source = await fs.readFile(path.join(__dirname, "language-host.ts"), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  if (!isWindows) return { "pulumi-language-nodejs": { text: `#!/usr/bin/env node\n${outputText}` } };
  return {
    "pulumi-language-nodejs.js": { text: outputText },
    "pulumi-language-nodejs.cmd": { text: '@node "%~dp0pulumi-language-nodejs.js" %*\r\n' },
  };
}

async function put(file: string, part: Part): Promise<void> {
  if ("text" in part) return fs.writeFile(file, part.text, { mode: 0o755 });
  if ("link" in part) return fs.symlink(part.link, file);
  // The engine follows a symbolic link to itself and would look for its hosts there.
  return fs.link(part.hardLink, file).catch(() => fs.copyFile(part.hardLink, file));
}
