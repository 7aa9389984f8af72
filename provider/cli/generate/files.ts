import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { UsageError } from "../exit-codes";

interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Whether it may hold a secret: then only its owner may read it. */
  readonly isPrivate?: true;
}

/**
 * Writes all files or, where one of them exists and may not be replaced, none.
 * @throws UsageError where one exists
 */
export async function writeNew(folder: string, files: readonly NewFile[], replace: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  const there = await Promise.all(files.map(({ name }) => exists(join(folder, name))));
  const taken = files.filter((_, index) => there[index]).map(({ name }) => name);
  if (taken.length > 0 && !replace) {
    throw new UsageError(
      `${taken.join(" and ")} exist${taken.length === 1 ? "s" : ""} in ${folder}: give another --out, or --force to replace.`,
    );
  }
  for (const { name, text, isPrivate } of files) {
    // What is written into a file that exists keeps that file's mode.
    await rm(join(folder, name), { force: true });
    await writeFile(join(folder, name), text, isPrivate ? { mode: 0o600 } : {});
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
