import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";

/** A program in an assembled folder: a link to a file that stays where it is, a copy of one, or a script's text. */
export type Part = { link: string } | { copy: string } | { text: string };

/**
 * A folder in `cache` that holds `parts`, by file name. It is named after what it holds and never changes, so that
 * clones of different age share the cache, and it points into no clone. It appears whole or not at all.
 */
export async function assemble(cache: string, parts: Readonly<Record<string, Part>>): Promise<string> {
  const folder = path.join(cache, createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12));
  if (await exists(folder)) return folder;
  await fs.mkdir(cache, { recursive: true });
  const unfinished = await fs.mkdtemp(path.join(cache, "new-"));
  try {
    for (const [name, part] of Object.entries(parts)) await put(path.join(unfinished, name), part);
    await fs.rename(unfinished, folder);
  } catch (error) {
    if (!(await exists(folder))) throw error;
  } finally {
    await fs.rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function put(file: string, part: Part): Promise<void> {
  if ("text" in part) return fs.writeFile(file, part.text, { mode: 0o755 });
  if ("link" in part) return fs.symlink(part.link, file);
  // The engine looks for its plugins beside itself and follows a link to do so: a hard link is a copy that costs nothing.
  return fs.link(part.copy, file).catch(() => fs.copyFile(part.copy, file));
}

async function exists(folder: string): Promise<boolean> {
  return fs.access(folder).then(
    () => true,
    () => false,
  );
}
