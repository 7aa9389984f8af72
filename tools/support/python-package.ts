import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { CACHE } from "./cache";

export type Installed = { readonly folder: string } | { readonly missing: string };

/**
 * Where a Python package lies: in the user's cache folder, installed there by the first who asks.
 * It is put beside and renamed, so that two at once do not meet half of it.
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
    // Somebody else was faster: theirs is the same.
    rmSync(fresh, { recursive: true });
  }
  return { folder };
}

function run(args: readonly string[]): { readonly ok: boolean; readonly text: string } {
  const { status, stdout, stderr } = spawnSync("python3", args, { encoding: "utf8" });
  const ok = status === 0;
  // Without python3 there is no output at all.
  return { ok, text: ((ok ? stdout : stderr) as string | null)?.trim() ?? "" };
}
