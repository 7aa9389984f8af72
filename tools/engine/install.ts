import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";

import { VERSION } from "./version";

/** Installs the CLI with the SDK's own installer into the folder of the first argument. */
PulumiCommand.install({ root: process.argv[2] ?? "", version: new SemVer(VERSION) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
