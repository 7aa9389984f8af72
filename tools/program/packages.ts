import * as fs from "node:fs/promises";
import * as path from "node:path";

import { ROOT } from "../support/command";

/** Fills `<folder>/node_modules` with links: `pulumi-ubiops` is this repository, the rest are its own packages. */
export async function linkPackages(folder: string): Promise<void> {
  const modules = path.join(folder, "node_modules");
  await fs.mkdir(modules, { recursive: true });
  await fs.symlink(ROOT, path.join(modules, "pulumi-ubiops"), "junction");
  for (const name of ["@pulumi", "@types", "typescript"]) {
    await fs.symlink(path.join(ROOT, "node_modules", name), path.join(modules, name), "junction");
  }
}
