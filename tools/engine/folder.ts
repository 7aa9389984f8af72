import * as fs from "node:fs";
import * as path from "node:path";

import { assemble, type Part } from "./assemble";
import { cacheFolder } from "./cache-folder";
import { dynamicHost, languageHost } from "./hosts";
import { keptCli } from "./kept-cli";
import { executable, onPath } from "./on-path";
import { SOURCES, type Source } from "./sources";
import { checkUsable } from "./usable";
import { VERSION } from "./version";

export interface EngineOptions {
  /** Where PATH and the cache folder are looked up; default the process's own. */
  env?: NodeJS.ProcessEnv;
  /** The ways to get a CLI where PATH has none. */
  sources?: readonly Source[];
  /** Told what goes on; default standard error. */
  log?: (line: string) => void;
}

/**
 * One folder that holds a working `pulumi`, `pulumi-language-nodejs` and `pulumi-resource-pulumi-nodejs`: first on PATH
 * it is the whole engine. The CLI is the one on PATH, else one kept in the user's cache folder.
 * @throws Error when no way to get a CLI worked.
 */
export async function engineFolder(options: EngineOptions = {}): Promise<string> {
  const {
    env = process.env,
    sources = SOURCES,
    log = (line: string) => void process.stderr.write(`${line}\n`),
  } = options;
  const cache = cacheFolder(VERSION, env);
  const pulumi = (await usableOnPath(env, log)) ?? executable(await keptCli({ cache, sources, env, log }), "pulumi");
  if (pulumi === undefined) throw new Error("The Pulumi CLI vanished from its cache folder while it was looked for.");
  const real = fs.realpathSync(pulumi);
  const beside = (name: string) => executable(path.dirname(real), name);
  const [language, dynamic] = [beside("pulumi-language-nodejs"), beside("pulumi-resource-pulumi-nodejs")];
  if (language !== undefined && dynamic !== undefined) return complete(cache, [real, language, dynamic]);
  return fs.realpathSync(
    await assemble(cache, {
      [path.basename(real)]: { copy: real },
      ...hostParts(onPath("pulumi-language-nodejs", env)),
      ...dynamicHost(),
    }),
  );
}

async function usableOnPath(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<string | undefined> {
  const pulumi = onPath("pulumi", env);
  if (pulumi === undefined) return undefined;
  try {
    await checkUsable(pulumi, env);
    return pulumi;
  } catch (error) {
    log(`${pulumi} is not used: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}

/** A complete installation is linked and not printed itself: its folder may hold programs that must not come first on PATH. */
async function complete(cache: string, files: string[]): Promise<string> {
  const [pulumi = ""] = files;
  if (process.platform === "win32") return path.dirname(pulumi);
  return assemble(
    cache,
    Object.fromEntries(files.map((file): [string, Part] => [path.basename(file), { link: file }])),
  );
}

function hostParts(real: string | undefined): Record<string, Part> {
  return real === undefined ? languageHost() : { [path.basename(real)]: { link: fs.realpathSync(real) } };
}
