import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";

import { compare } from "semver";

import { ROOT } from "../support/command";
import type { ConfigValue } from "../program/project-files";
import { putFiles } from "../support/put-files";

/** The settings that the program of every fixture reads. It may read others. */
export interface UpgradeConfig extends Readonly<Record<string, ConfigValue>> {
  /** The URL that received the test deliveries, and nothing else. */
  readonly callbackUrl: string;
  /** A part of header values that the tests rotate. */
  readonly callbackToken: { readonly secret: string };
  readonly "ubiops:apiToken": { readonly secret: string };
}

/** What a version left behind: a program, its state, and its webhooks. */
export interface Fixture {
  /** A JavaScript program. */
  readonly program: string;
  readonly config: UpgradeConfig;
  /** The output of `pulumi stack export`. */
  readonly state: string;
  /** The state file of the emulator. */
  readonly webhooks: string;
}

const FOLDER = path.join(ROOT, "tests/engine/upgrades");

const FILES = {
  program: "index.js",
  config: "config.json",
  state: "state.json",
  webhooks: "webhooks.json",
} as const satisfies Record<keyof Fixture, string>;

/** The version of the package. */
export const presentVersion = (): string =>
  (JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string }).version;

/** The versions that have a fixture, oldest first. */
export const versions = (): string[] => readdirSync(FOLDER).sort(compare);

const read = (version: string, name: keyof Fixture): Promise<string> =>
  fs.readFile(path.join(FOLDER, version, FILES[name]), "utf8");

export async function readFixture(version: string): Promise<Fixture> {
  const [program, config, state, webhooks] = await Promise.all([
    readProgram(version),
    read(version, "config"),
    read(version, "state"),
    read(version, "webhooks"),
  ]);
  return { program, config: JSON.parse(config) as UpgradeConfig, state, webhooks };
}

export const readProgram = (version: string): Promise<string> => read(version, "program");

export const hasState = (version: string): boolean => existsSync(path.join(FOLDER, version, FILES.state));

export async function writeFixture(version: string, { config, ...texts }: Fixture): Promise<void> {
  const files = Object.entries({ ...texts, config: `${JSON.stringify(config, undefined, 2)}\n` }) as [
    keyof Fixture,
    string,
  ][];
  await putFiles(path.join(FOLDER, version), Object.fromEntries(files.map(([name, text]) => [FILES[name], text])));
}
