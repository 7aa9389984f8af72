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

/** What one installation went through. */
export interface Trial {
  readonly installer: Installer;
  readonly form: Form;
  readonly tarball: string;
  /** The version of the SDK. */
  readonly sdk: string;
}

/**
 * Installs the tarball for a program in an empty folder and runs it: an update, a quiet preview with a look at the
 * service, and its end.
 * @throws Error with what was printed, where a step did not end as it should
 */
export async function tryInstallation({ installer, form, tarball, sdk }: Trial): Promise<void> {
  const { packages = [], runsItself, ...rest } = form;
  const install = (folder: string) => installer(folder, [`@pulumi/pulumi@${sdk}`, ...packages, tarball]);
  const run = await Emulated.of({ ...rest, install });
  const { emulator, program } = run;
  const operation = async (name: keyof typeof OPERATIONS) => {
    if (!runsItself) return void (await OPERATIONS[name](program)).ok();
    const { code, text } = await command(process.execPath, ["index.js", name], {
      cwd: program.folder,
      env: program.environment,
    });
    if (code !== 0) throw new Error(`${name} ended with code ${code}:\n${text}`);
    if (leaks([{ from: name, text }]).length > 0) throw new Error(`${name} printed a secret`);
  };
  try {
    await operation("up");
    if (emulator.webhooks(PROJECT).length !== 1) throw new Error("the update made no webhook");
    await operation("preview");
    await operation("destroy");
    if (emulator.webhooks(PROJECT).length !== 0) throw new Error("the webhook is still there");
  } finally {
    await run.dispose();
  }
}
