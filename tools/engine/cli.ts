import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";

import * as semver from "semver";

import { cached } from "../support/cache";
import { onPath } from "../support/executable";

const run = promisify(execFile);

/** The Pulumi CLI that is installed or built. `go/go.mod` and the workflow name the same version. */
const VERSION = "3.259.0";

/** The oldest CLI on the PATH that these tests can use: the first whose `pulumi import --file` takes outputs. */
const OLDEST = "3.254.0";

const YAML_VERSION = "1.25.0";

/**
 * The Pulumi CLI: the one on the PATH, or else one in the user's cache folder, which is installed or built the first time.
 * @throws Error that says why neither worked.
 */
export async function pulumiCli(): Promise<string> {
  const found = onPath("pulumi");
  if (found !== undefined) {
    const problem = await problemOf(found);
    if (problem === undefined) return found;
    console.error(`${found} is not used: ${problem}.`);
  }
  return path.join(await cached(`engine/${VERSION}/cli`, getCli), fileName("pulumi"));
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
async function problemOf(pulumi: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(pulumi, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    const version = semver.parse(stdout.trim());
    if (version === null) return `its version cannot be read: ${stdout.trim()}`;
    return semver.lt(version, OLDEST) ? `it is version ${version.version}; ${OLDEST} or later is needed` : undefined;
  } catch (error) {
    return `it does not start: ${messageOf(error)}`;
  }
}

async function getCli(folder: string): Promise<void> {
  console.error(`There is no usable Pulumi CLI on the PATH. Installing ${VERSION} into the user's cache folder.`);
  try {
    await install(folder);
  } catch (installing) {
    console.error("The installer did not work. Building the CLI with Go, once: this takes some minutes.");
    await build(folder).catch((building: unknown) => {
      throw new Error(
        `No Pulumi CLI could be installed or built. Install Pulumi or Go, and try again.\n${messageOf(installing)}\n${messageOf(building)}`,
      );
    });
  }
}

/** The SDK's own installer, which downloads a release into `<root>/bin`. */
async function install(folder: string): Promise<void> {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  await PulumiCommand.install({ root: folder, version: new semver.SemVer(VERSION) });
  const bin = path.join(folder, "bin");
  for (const name of await fs.readdir(bin)) await fs.rename(path.join(bin, name), path.join(folder, name));
}

/** The version is set as Pulumi's own release does it: the Automation API reads it. */
async function build(folder: string): Promise<void> {
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${VERSION}`;
  const output = path.join(folder, fileName("pulumi"));
  const program = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
  await run("go", ["build", "-buildvcs=false", "-ldflags", flags, "-o", output, program], {
    cwd: path.join(__dirname, "go"),
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
