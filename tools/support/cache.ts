import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { lock } from "proper-lockfile";

/** What this repository keeps in the user's cache folder. Every clone on a machine shares it, and it outlives them. */
export const CACHE = path.join(userCache(), "pulumi-ubiops");

function userCache(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME = "" } = process.env;
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Caches");
  if (process.platform === "win32") return LOCALAPPDATA ?? path.join(homedir(), "AppData", "Local");
  return path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : path.join(homedir(), ".cache");
}

/**
 * The folder `name` in the cache, which `fill` fills the first time. If several processes ask for it at once, one fills it
 * and the others wait. It appears complete or not at all.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(CACHE, name);
  if (existsSync(folder)) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  const unlock = await lock(folder, {
    realpath: false,
    stale: 30_000,
    retries: { forever: true, factor: 1, minTimeout: 500 },
  });
  try {
    if (existsSync(folder)) return folder;
    const unfinished = `${folder}.unfinished`;
    // An interrupted process may have left it.
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    await fill(unfinished);
    await rename(unfinished, folder);
    return folder;
  } finally {
    await unlock();
  }
}
