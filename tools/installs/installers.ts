import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { cached } from "../support/cache";
import { command } from "../support/command";

/** Installs packages in a folder, each given as a name with a version or a tarball's path. */
export type Installer = (folder: string, packages: readonly string[]) => Promise<void>;

async function run(folder: string, file: string, args: readonly string[]): Promise<void> {
  const { code, text } = await command(file, args, { cwd: folder });
  if (code !== 0) throw new Error(`${path.basename(file)} ${args.join(" ")} ended with ${code}:\n${text}`);
}

/** The folder of a package manager's own npm package, kept in the user's cache. */
async function manager(name: string, version: string): Promise<string> {
  const folder = path.join(ownCacheFolder(process.env), "package-managers", `${name.replace("/", "-")}-${version}`);
  const modules = path.join(folder, "node_modules");
  const isThere = (await readdir(path.join(modules, name)).catch(() => [])).length > 0;
  if (!isThere) {
    await mkdir(folder, { recursive: true });
    await run(folder, "npm", [
      "install",
      "--prefix",
      folder,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      `${name}@${version}`,
    ]);
  }
  return modules;
}

const byNode =
  (name: string, version: string, script: string, args: readonly string[]): Installer =>
  async (folder, packages) => {
    await run(folder, process.execPath, [path.join(await manager(name, version), script), ...args, ...packages]);
  };

const npm: Installer = (folder, packages) =>
  run(folder, "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages]);

/** The tarball, which is the last package, unpacked as one of the project's own, to which npm links. */
const npmWorkspace: Installer = async (folder, packages) => {
  const own = path.join(folder, "packages", "pulumi-ubiops");
  await mkdir(own, { recursive: true });
  await run(folder, "tar", ["-xzf", packages.at(-1) ?? "", "--strip-components=1", "-C", own]);
  await run(folder, "npm", ["pkg", "set", "workspaces[]=packages/*"]);
  await npm(folder, packages.slice(0, -1));
};

const yarn = byNode("@yarnpkg/cli-dist", "4", "@yarnpkg/cli-dist/bin/yarn.js", ["add"]);

/** Yarn's own default, Plug'n'Play, is not for Pulumi's Node.js host. */
const yarnWithModules: Installer = async (folder, packages) => {
  await writeFile(path.join(folder, ".yarnrc.yml"), "nodeLinker: node-modules\nenableScripts: false\n");
  await writeFile(path.join(folder, "yarn.lock"), "");
  await yarn(folder, packages);
};

const bun: Installer = async (folder, packages) => {
  const platforms = path.join(await manager("bun", "1"), "@oven");
  const [platform = ""] = (await readdir(platforms)).filter((name) => !name.includes("baseline")).sort();
  await run(folder, path.join(platforms, platform, "bin", process.platform === "win32" ? "bun.exe" : "bun"), [
    "add",
    "--ignore-scripts",
    ...packages,
  ]);
};

export const INSTALLERS = {
  npm,
  "npm, in a workspace": npmWorkspace,
  pnpm: byNode("pnpm", "10", "pnpm/bin/pnpm.cjs", ["add", "--ignore-scripts"]),
  "yarn classic": byNode("yarn", "1", "yarn/bin/yarn.js", ["add", "--ignore-scripts", "--non-interactive"]),
  "yarn with node-modules": yarnWithModules,
  bun,
} satisfies Record<string, Installer>;
