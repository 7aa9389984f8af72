import { readFileSync } from "node:fs";
import path from "node:path";

import { minVersion } from "semver";

import { ROOT } from "../support/command";
import { npmPackage } from "../support/npm-package";

const NAME = "@pulumi/pulumi";

const { devDependencies, peerDependencies } = JSON.parse(
  readFileSync(path.join(ROOT, "package.json"), "utf8"),
) as Record<"devDependencies" | "peerDependencies", Readonly<Record<string, string>>>;

/** The version of the SDK that all other tests use. */
export const SDK = devDependencies[NAME] ?? "latest";

/** The lowest version of the SDK that the package supports. */
export const LOWEST_SDK = minVersion(peerDependencies[NAME] ?? "")?.version ?? "";

/** The newest version of the SDK that the tests know. It needs Node.js 22. */
export const NEWEST_SDK = "3.276.0";

/** The folder with the `node` of a version such as `24`. */
export async function nodeFolder(version: string): Promise<string> {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return path.join(await npmPackage(`node-${platform}-${process.arch}`, version), "bin");
}
