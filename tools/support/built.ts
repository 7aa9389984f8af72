import * as fs from "node:fs/promises";
import * as path from "node:path";

import { command, ROOT } from "./command";

/**
 * Builds `dist/`, the bundle of the plugin included, if the sources are newer.
 * @throws Error with the compiler's output if it does not compile
 */
export async function ensureBuilt(): Promise<void> {
  const [sources, built] = await Promise.all([newest("provider"), newest("dist")]);
  if (built >= sources) return;
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
