import path from "node:path";

import { leaks } from "../support/canaries";
import { command } from "../support/command";
import { Emulated, PROJECT } from "../support/emulated";
import type { Program } from "../program";
import type { Installer } from "./installers";
import type { Form } from "./programs";

const OPERATIONS = {
  up: (program: Program) => program.up(),
  preview: (program: Program) => program.preview("--refresh", "--expect-no-changes"),
  destroy: (program: Program) => program.destroy(),
};

/** An installation, and the program that uses it. */
export interface Trial {
  readonly installer: Installer;
  readonly form: Form;
  readonly tarball: string;
  /** The version of the SDK. */
  readonly sdk: string;
  /** The folder of the `node` that runs the program and the hosts. Default: that of this process. */
  readonly node?: string | undefined;
}

/**
 * Installs the tarball for a program in an empty folder and runs it: an update, a preview that reads the service and
 * finds no changes, and a destroy.
 * @throws Error with what was printed if a step fails
 */
export async function tryInstallation({ installer, form, tarball, sdk, node }: Trial): Promise<void> {
  const { packages = [], runsItself, webhooks = 1, ...rest } = form;
  const install = (folder: string) => installer(folder, [`@pulumi/pulumi@${sdk}`, ...packages, tarball]);
  // In a workspace the plugin is a file of the project. Its text has the word by which leaks are found.
  const run = await Emulated.of({ ...rest, install, node, mayShow: /plugin\.js$/ });
  const { emulator, program } = run;
  const operation = async (name: keyof typeof OPERATIONS) => {
    if (!runsItself) return void (await OPERATIONS[name](program)).ok();
    const own = node === undefined ? process.execPath : path.join(node, "node");
    const { code, text } = await command(own, ["index.js", name], { cwd: program.folder, env: program.environment });
    if (code !== 0) throw new Error(`${name} ended with code ${code}:\n${text}`);
    if (leaks([{ from: name, text }]).length > 0) throw new Error(`${name} printed a secret`);
  };
  try {
    await operation("up");
    if (emulator.webhooks(PROJECT).length !== webhooks) throw new Error("the update made too few webhooks");
    await operation("preview");
    await operation("destroy");
    if (emulator.webhooks(PROJECT).length !== 0) throw new Error("a webhook is still there");
  } finally {
    await run.dispose();
  }
}
