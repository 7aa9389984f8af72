import * as fs from "node:fs/promises";
import * as path from "node:path";
import { lock } from "proper-lockfile";

import { executable } from "./on-path";
import type { Source } from "./sources";
import { checkUsable } from "./usable";

export interface KeptCliOptions {
  /** The cache folder of this version. */
  cache: string;
  sources: readonly Source[];
  env: NodeJS.ProcessEnv;
  log: (line: string) => void;
}

/** How the folder of a fetch begins. One that was interrupted leaves it; the next, under the lock, removes it. */
const UNFINISHED = "fetch-";

/**
 * The folder with the CLI that is kept in the cache, fetched by the first source that works. Of several at once, one
 * fetches it and the others wait; it appears whole or not at all.
 * @throws Error that tells why each source failed.
 */
export async function keptCli({ cache, sources, env, log }: KeptCliOptions): Promise<string> {
  const kept = path.join(cache, "cli");
  const isKept = () => executable(kept, "pulumi") !== undefined;
  if (isKept()) return kept;
  await fs.mkdir(cache, { recursive: true });
  const unlock = await lock(cache, { stale: 30_000, retries: { forever: true, factor: 1, minTimeout: 500 } });
  try {
    if (!isKept()) await fetchInto(kept, { cache, sources, env, log });
    return kept;
  } finally {
    await unlock();
  }
}

async function fetchInto(kept: string, { cache, sources, env, log }: KeptCliOptions): Promise<void> {
  const failures: string[] = [];
  for (const name of await fs.readdir(cache)) {
    if (name.startsWith(UNFINISHED)) await fs.rm(path.join(cache, name), { recursive: true, force: true });
  }
  for (const source of sources) {
    log(`No Pulumi CLI on PATH or in ${cache}: trying ${source.name}.`);
    const folder = await fs.mkdtemp(path.join(cache, UNFINISHED));
    const stop = progress(source.name, log);
    try {
      await source.into(folder);
      await checkUsable(executable(path.join(folder, "bin"), "pulumi") ?? "pulumi", env);
      await fs.rename(path.join(folder, "bin"), kept);
      log(`The Pulumi CLI is kept in ${kept}.`);
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(`${source.name}: ${reason}`);
      log(`${source.name} did not work.`);
    } finally {
      stop();
      await fs.rm(folder, { recursive: true, force: true });
    }
  }
  throw new Error(
    `There is no Pulumi CLI here and no way to get one worked. Install Pulumi or Go, and try again.\n${failures.join("\n")}`,
  );
}

function progress(name: string, log: (line: string) => void): () => void {
  const started = Date.now();
  const timer = setInterval(() => {
    log(`${name} goes on, ${Math.round((Date.now() - started) / 1000)} s so far (a first build takes some minutes).`);
  }, 20_000);
  return () => {
    clearInterval(timer);
  };
}
