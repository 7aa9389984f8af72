import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { command } from "../support/command";
import { npmPackage } from "../support/npm-package";

/** Installs packages in a folder, each given as a name with a version or as the path of a tarball. */
export type Installer = (folder: string, packages: readonly string[]) => Promise<void>;

async function run(folder: string, file: string, args: readonly string[]): Promise<void> {
  const { code, text } = await command(file, args, { cwd: folder });
  if (code !== 0) throw new Error(`${path.basename(file)} ${args.join(" ")} ended with ${code}:\n${text}`);
}

/** A package manager that is a script in an npm package. */
const byNode =
  (name: string, version: string, script: string, args: readonly string[]): Installer =>
  async (folder, packages) => {
    await run(folder, process.execPath, [path.join(await npmPackage(name, version), script), ...args, ...packages]);
  };

const npm: Installer = (folder, packages) =>
  run(folder, "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages]);

/** The tarball, which is the last package, is unpacked as a workspace of the project, to which npm links. */
const npmWorkspace: Installer = async (folder, packages) => {
  const own = path.join(folder, "packages", "pulumi-ubiops");
  await mkdir(own, { recursive: true });
  await run(folder, "tar", ["-xzf", packages.at(-1) ?? "", "--strip-components=1", "-C", own]);
  await run(folder, "npm", ["pkg", "set", "workspaces[]=packages/*"]);
  await npm(folder, packages.slice(0, -1));
};

const yarn = byNode("@yarnpkg/cli-dist", "4", "bin/yarn.js", ["add"]);

/** Pulumi's host for Node.js cannot use Plug'n'Play, which is Yarn's default. */
const yarnWithModules: Installer = async (folder, packages) => {
  await writeFile(path.join(folder, ".yarnrc.yml"), "nodeLinker: node-modules\nenableScripts: false\n");
  await writeFile(path.join(folder, "yarn.lock"), "");
  await yarn(folder, packages);
};

/** Bun is a program in a package of its platform. */
const bun: Installer = async (folder, packages) => {
  const platforms = path.join(await npmPackage("bun", "1"), "..", "@oven");
  const [platform = ""] = (await readdir(platforms)).filter((name) => !name.includes("baseline")).sort();
  const program = path.join(platforms, platform, "bin", process.platform === "win32" ? "bun.exe" : "bun");
  await run(folder, program, ["add", "--ignore-scripts", ...packages]);
};

export const INSTALLERS = {
  npm,
  "npm, in a workspace": npmWorkspace,
  pnpm: byNode("pnpm", "10", "bin/pnpm.cjs", ["add", "--ignore-scripts"]),
  "yarn classic": byNode("yarn", "1", "bin/yarn.js", ["add", "--ignore-scripts", "--non-interactive"]),
  "yarn with node-modules": yarnWithModules,
  bun,
} satisfies Record<string, Installer>;
