import * as path from "node:path";

import { ROOT } from "../support/command";
import { bounded } from "./bounded";
import { VERSION } from "./version";

/** A way to get the Pulumi CLI. */
export interface Source {
  name: string;
  /** Puts `pulumi`, and what comes with it, into `<folder>/bin`. */
  into: (folder: string) => Promise<unknown>;
}

const MINUTE = 60_000;

/** The SDK's own installer. It downloads, with no limit of its own, so it runs in a process that is ended if it hangs. */
const installer: Source = {
  name: "the SDK's installer",
  into: (folder) =>
    bounded(process.execPath, ["--import", "tsx", path.join(__dirname, "install.ts"), folder], {
      cwd: ROOT,
      limit: 5 * MINUTE,
    }),
};

/** A build of the CLI's Go module. The version is set as its own release does: the Automation API has to parse it. */
const goBuild: Source = {
  name: "a Go build",
  into: (folder) => {
    const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${VERSION}`;
    const output = path.join(folder, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
    const args = [
      "build",
      "-buildvcs=false",
      "-ldflags",
      flags,
      "-o",
      output,
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ];
    return bounded("go", args, { cwd: path.join(__dirname, "go"), limit: 30 * MINUTE });
  },
};

/** The ways to get the CLI where none is on PATH, the better ones first. */
export const SOURCES: readonly Source[] = [installer, goBuild];
