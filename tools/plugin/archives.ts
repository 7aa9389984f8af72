import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { RESOURCES } from "../../provider/engine/plugin/resources";
import { packageSchema } from "../../provider/engine/plugin/schema";
import { MANIFEST } from "../../provider/shared/manifest";
import { command, ROOT } from "../support/command";

const CONTENTS = ["pulumi-resource-ubiops", "pulumi-resource-ubiops.cmd", "dist/plugin.js", "LICENSE"];
const PLATFORMS = ["linux", "darwin", "windows"].flatMap((system) =>
  ["amd64", "arm64"].map((processor) => `${system}-${processor}`),
);

/** The name of the archive that the engine downloads. */
export const archiveName = (platform: string): string =>
  `pulumi-resource-ubiops-v${MANIFEST.version}-${platform}.tar.gz`;

/**
 * Writes what is attached to a release: the schema, and the built plugin as the archives that the engine downloads. They
 * are all the same, since the plugin is a script.
 */
export async function writeArchives(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [first = "", ...others] = PLATFORMS.map((platform) => path.join(folder, archiveName(platform)));
  const { code, text } = await command("tar", ["-czf", first, "-C", ROOT, ...CONTENTS]);
  if (code !== 0) throw new Error(`The archive cannot be written: ${text}`);
  await Promise.all(others.map((archive) => copyFile(first, archive)));
  await writeFile(path.join(folder, "schema.json"), `${JSON.stringify(packageSchema(RESOURCES), null, 2)}\n`);
}
