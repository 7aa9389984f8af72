import { readFileSync } from "node:fs";
import path from "node:path";

import { minVersion } from "semver";

import { ROOT } from "../support/command";

const NAME = "@pulumi/pulumi";

const { devDependencies, peerDependencies } = JSON.parse(
  readFileSync(path.join(ROOT, "package.json"), "utf8"),
) as Record<"devDependencies" | "peerDependencies", Readonly<Record<string, string>>>;

/** The version of the SDK that everything else is tested with. */
export const SDK = devDependencies[NAME] ?? "latest";

/** The lowest version of the SDK that the package supports. */
export const LOWEST_SDK = minVersion(peerDependencies[NAME] ?? "")?.version ?? "";
