import path from "node:path";

import { cached } from "./cache";
import { command } from "./command";

/**
 * The folder of an npm package in the user's cache, where it is installed the first time.
 * @param version or a range, such as `4`: the newest version of the first time stays
 */
export async function npmPackage(name: string, version: string): Promise<string> {
  const folder = await cached(`npm/${name.replace("/", "-")}-${version}`, async (unfinished) => {
    const args = ["install", "--prefix", unfinished, "--ignore-scripts", "--no-audit", "--no-fund"];
    const { code, text } = await command("npm", [...args, `${name}@${version}`], { cwd: unfinished });
    if (code !== 0) throw new Error(`npm cannot install ${name} ${version}:\n${text}`);
  });
  return path.join(folder, "node_modules", name);
}
