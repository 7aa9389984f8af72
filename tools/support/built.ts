import * as fs from "node:fs/promises";
import * as path from "node:path";

import { command, ROOT } from "./command";

/** The folders of sources, and what is built of each. */
const BUILT = { provider: "dist", "emulator/src": "emulator/dist" };

/**
 * Builds the package, the bundle of the plugin included, and the emulator, if their sources are newer.
 * @throws Error with the compiler's output if they do not compile
 */
export async function ensureBuilt(): Promise<void> {
  const isOld = async ([sources, built]: [string, string]) => (await newest(built)) < (await newest(sources));
  const areOld = await Promise.all(Object.entries(BUILT).map(isOld));
  if (!areOld.includes(true)) return;
  const { code, text } = await command("npm", ["run", "--silent", "build"]);
  if (code !== 0) throw new Error(`The package does not compile:\n${text}`);
}

/** The modification time of the newest file in a folder of the repository. 0 if there is no file. */
async function newest(folder: string): Promise<number> {
  const entries = await fs.readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const times = await Promise.all(files.map(async (file) => (await fs.stat(file)).mtimeMs));
  return Math.max(0, ...times);
}
