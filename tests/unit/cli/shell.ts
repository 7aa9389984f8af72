import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Emulator, startEmulator } from "../../../emulator/src";
import { cli, type CliResult } from "../../support/cli";

export const PROJECT = "fraud";
export const PROTECTED = { key: "Authorization", value: "Bearer canary-protected", protected: true };

/** A shell for each test of a file: an emulator, an environment that leads to it, and an empty folder. */
export class Shell {
  emulator!: Emulator;
  folder!: string;
  environment: NodeJS.ProcessEnv = {};

  constructor() {
    beforeEach(async () => {
      this.emulator = await startEmulator({ protectedForm: "clear" });
      this.folder = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-cli-"));
      this.environment = {
        UBIOPS_API_TOKEN: `Token ${this.emulator.token}`,
        UBIOPS_API_HOST: this.emulator.url,
        UBIOPS_PROJECT: PROJECT,
      };
    });
    afterEach(async () => {
      await this.emulator.close();
      await rm(this.folder, { recursive: true });
    });
  }

  run(...words: readonly string[]): Promise<CliResult> {
    return cli(words, this.environment, this.folder);
  }
}
