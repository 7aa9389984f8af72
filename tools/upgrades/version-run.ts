import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { Emulated } from "../support/emulated";
import type { Fixture } from "./fixture";

/** The project of the stack config, and that of the explicit providers. */
export const PROJECTS = ["shop", "office"];

/** A fixture's program on the real engine, with an emulator that starts with the fixture's webhooks. Call `end` at the end. */
export interface VersionRun {
  readonly run: Emulated;
  /** Ends both. @returns the emulator's state file */
  readonly end: () => Promise<string>;
}

/** @param fixture without a state and webhooks: before its first update */
export async function startVersion({
  program,
  config,
  state,
  webhooks,
}: Pick<Fixture, "program" | "config"> & Partial<Fixture>): Promise<VersionRun> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-upgrade-"));
  const stateFile = path.join(folder, "webhooks.json");
  const remove = () => fs.rm(folder, { recursive: true });
  try {
    if (webhooks !== undefined) await fs.writeFile(stateFile, webhooks);
    const run = await Emulated.of({
      source: 'module.exports = require("./declared.js");',
      files: { "declared.js": program, ...(state !== undefined && { "state.json": state }) },
      config,
      // The settings come from the stack config only, as the state records them.
      env: { UBIOPS_API_TOKEN: "", UBIOPS_PROJECT: "" },
      emulator: { stateFile, token: config["ubiops:apiToken"].secret },
    });
    const end = async () => {
      try {
        await run.dispose();
        return await fs.readFile(stateFile, "utf8");
      } finally {
        await remove();
      }
    };
    return { run, end };
  } catch (error) {
    await remove();
    throw error;
  }
}
