import { tryInstallation, pack, type Trial } from "./install";
import { INSTALLERS } from "./installers";
import { FORMS } from "./programs";

const LOWEST_SDK = "3.216.0";
const NEWEST_SDK = "latest";
const SDK = "3.248.0";

type Named = Omit<Trial, "tarball"> & { readonly name: string };

const plain = FORMS["JavaScript, CommonJS"];
const TRIALS: Named[] = [
  ...Object.entries(INSTALLERS).filter(([name]) => name !== "npm").map(([name, installer]) => ({ name: `${name}; JavaScript, CommonJS`, installer, form: plain, sdk: SDK })),
  ...Object.entries(FORMS).map(([name, form]) => ({ name: `npm; ${name}`, installer: INSTALLERS.npm, form, sdk: SDK })),
  ...[LOWEST_SDK, NEWEST_SDK].map((sdk) => ({ name: `npm; SDK ${sdk}`, installer: INSTALLERS.npm, form: plain, sdk })),
];

/**
 * Tries every way to install and write a program, one after the other; its exit code is 1 where one failed.
 *
 * Usage: `npm run installs -- [words]`: only those whose names hold the words.
 */
async function main(): Promise<void> {
  const { tarball, remove } = await pack();
  const words = process.argv.slice(2).join(" ");
  for (const { name, ...trial } of TRIALS.filter((one) => one.name.includes(words))) {
    try {
      await tryInstallation({ ...trial, tarball });
      console.log(`ok      ${name}`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await remove();
}

void main();
