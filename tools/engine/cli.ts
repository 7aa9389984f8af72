import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import * as semver from "semver";

import { cached } from "../support/cache";
import { onPath } from "../support/executable";

const run = promisify(execFile);

/** The Pulumi CLI that is installed or built. `go/go.mod` and the workflow name the same version. */
const VERSION = "3.259.0";

/** The newest that Go could build in November 2026. `npm run installs` tries it too. */
export const NEWEST = "3.274.1";

/** The oldest CLI on the PATH that these tests can use: the first whose `pulumi import --file` takes outputs. */
const OLDEST = "3.254.0";

const PROGRAM = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";

const YAML_VERSION = "1.25.0";

/**
 * The Pulumi CLI: the one on the PATH, or else one in the user's cache folder, which is installed or built the first time.
 * @param oldest the oldest version that is wanted. Default: what the tests can use
 * @throws Error that says why neither worked.
 */
export async function pulumiCli(oldest = OLDEST): Promise<string> {
  const found = onPath("pulumi");
  if (found !== undefined) {
    const problem = await problemOf(found, oldest);
    if (problem === undefined) return found;
    console.error(`${found} is not used: ${problem}.`);
  }
  const version = semver.gt(oldest, VERSION) ? oldest : VERSION;
  const folder = await cached(`engine/${version}/cli`, (unfinished) => getCli(unfinished, version));
  return path.join(folder, fileName("pulumi"));
}

/** The language host for YAML programs, built the first time. A release of the CLI contains it. */
export async function builtYamlHost(): Promise<string> {
  const folder = await cached(`engine/yaml-${YAML_VERSION}`, async (bin) => {
    console.error(`Building Pulumi's YAML host ${YAML_VERSION} with Go, once: this takes some minutes.`);
    const module = `github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml@v${YAML_VERSION}`;
    await run("go", ["install", module], { env: { ...process.env, GOBIN: bin } });
  });
  return path.join(folder, fileName("pulumi-language-yaml"));
}

const fileName = (name: string): string => (process.platform === "win32" ? `${name}.exe` : name);

/** What is wrong with a CLI, if anything is. */
async function problemOf(pulumi: string, oldest: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(pulumi, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    const version = semver.parse(stdout.trim());
    if (version === null) return `its version cannot be read: ${stdout.trim()}`;
    return semver.lt(version, oldest) ? `it is version ${version.version}; ${oldest} or later is needed` : undefined;
  } catch (error) {
    return `it does not start: ${messageOf(error)}`;
  }
}

async function getCli(folder: string, version: string): Promise<void> {
  console.error(`There is no usable Pulumi CLI on the PATH. Installing ${version} into the user's cache folder.`);
  try {
    await install(folder, version);
  } catch (installing) {
    console.error("The installer did not work. Building the CLI with Go, once: this takes some minutes.");
    await build(folder, version).catch((building: unknown) => {
      throw new Error(
        `No Pulumi CLI could be installed or built. Install Pulumi or Go, and try again.\n${messageOf(installing)}\n${messageOf(building)}`,
      );
    });
  }
}

/** The SDK's own installer, which downloads a release into `<root>/bin`. */
async function install(folder: string, version: string): Promise<void> {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  await PulumiCommand.install({ root: folder, version: new semver.SemVer(version) });
  const bin = path.join(folder, "bin");
  for (const name of await fs.readdir(bin)) await fs.rename(path.join(bin, name), path.join(folder, name));
}

/** The version is set as Pulumi's own release does it: the Automation API reads it. */
async function build(folder: string, version: string): Promise<void> {
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const output = path.join(folder, fileName("pulumi"));
  const module = path.join(__dirname, "go");
  if (version === VERSION) return goBuild(module, flags, output);
  const other = await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-go-"));
  try {
    await fs.cp(module, other, { recursive: true });
    await run("go", ["get", `${PROGRAM}@v${version}`], { cwd: other });
    await goBuild(other, flags, output);
  } finally {
    await fs.rm(other, { recursive: true });
  }
}

async function goBuild(module: string, flags: string, output: string): Promise<void> {
  await run("go", ["build", "-buildvcs=false", "-ldflags", flags, "-o", output, PROGRAM], { cwd: module });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
