import * as os from "node:os";
import * as path from "node:path";

/** The user's cache folder for what this repository's tests keep between clones. */
export function ownCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  return path.join(userCache(env, platform), "pulumi-ubiops");
}

/** The user's cache folder for the engine of `version`: every clone on a machine shares it, and it outlives them. */
export function cacheFolder(
  version: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  return path.join(ownCacheFolder(env, platform), "engine", version);
}

function userCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env["HOME"] ?? os.homedir();
  if (platform === "darwin") return path.join(home, "Library", "Caches");
  if (platform === "win32") return env["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local");
  const named = env["XDG_CACHE_HOME"];
  return named !== undefined && path.isAbsolute(named) ? named : path.join(home, ".cache");
}
