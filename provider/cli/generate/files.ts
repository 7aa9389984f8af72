import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { UsageError } from "../options";

export interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Whether it may contain a secret: then only its owner may read it. */
  readonly isPrivate?: true;
}

/**
 * Writes all files or, if one of them exists and may not be replaced, none.
 * @throws UsageError if one exists
 */
export async function writeNewFiles(folder: string, files: readonly NewFile[], replace: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  const found = await Promise.all(files.map(({ name }) => exists(join(folder, name))));
  const taken = files.filter((_, index) => found[index]).map(({ name }) => name);
  if (taken.length > 0 && !replace) {
    throw new UsageError(
      `${taken.join(" and ")} exist${taken.length === 1 ? "s" : ""} in ${folder}: choose another folder with --out, or replace with --force.`,
    );
  }
  for (const { name, text, isPrivate } of files) {
    // Writing to an existing file would keep the mode of that file.
    await rm(join(folder, name), { force: true });
    await writeFile(join(folder, name), text, isPrivate ? { mode: 0o600 } : {});
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
