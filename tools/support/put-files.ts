import * as fs from "node:fs/promises";
import * as path from "node:path";

/** Writes files, given by path, into a folder, and makes the folders that they need. */
export async function putFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text);
  }
}
