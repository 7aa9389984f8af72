import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { CACHE } from "./cache";

export type Installed = { readonly folder: string } | { readonly missing: string };

/**
 * The folder of a Python package in the user's cache, or why it is missing. It is installed the first time. It is
 * synchronous, since a test file must know at once which tests it skips.
 */
export function pythonPackage(name: string, version: string): Installed {
  const python = run(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]);
  if (!python.ok) return { missing: "python3 is not installed" };
  const cache = CACHE;
  const folder = join(cache, `${name}-${version}-python${python.text}`);
  if (existsSync(folder)) return { folder };
  if (!run(["-m", "pip", "--version"]).ok) return { missing: "pip is not installed" };
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${folder}.`);
  const install = run([
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--target",
    fresh,
    `${name}==${version}`,
  ]);
  if (!install.ok) {
    rmSync(fresh, { recursive: true });
    return { missing: `pip cannot install ${name} ${version}: ${install.text.split("\n")[0] ?? ""}` };
  }
  try {
    renameSync(fresh, folder);
  } catch {
    // Another process was faster.
    rmSync(fresh, { recursive: true });
  }
  return { folder };
}

function run(args: readonly string[]): { readonly ok: boolean; readonly text: string } {
  const { status, stdout, stderr } = spawnSync("python3", args, { encoding: "utf8" });
  const ok = status === 0;
  // Without python3 the outputs are null.
  return { ok, text: ((ok ? stdout : stderr) as string | null)?.trim() ?? "" };
}
