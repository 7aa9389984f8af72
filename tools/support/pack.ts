import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { command } from "./command";

export interface Packed {
  readonly tarball: string;
  /** The paths of its files. */
  readonly files: readonly string[];
  readonly remove: () => Promise<void>;
}

/**
 * Packs the package as it would be published. It must be built.
 * @param workspace the name of the workspace that is packed instead
 */
export async function pack(workspace?: string): Promise<Packed> {
  const folder = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-pack-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { code, stdout, text } = await command("npm", [
      "pack",
      "--json",
      "--ignore-scripts",
      "--silent",
      "--pack-destination",
      folder,
      ...(workspace === undefined ? [] : ["--workspace", workspace]),
    ]);
    if (code !== 0) throw new Error(text);
    const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    return { tarball: path.join(folder, filename), files: files.map((file) => file.path), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
