import { pack } from "../support/pack";
import { tryInstallation, type Trial } from "./install";
import { INSTALLERS } from "./installers";
import { FORMS } from "./programs";
import { LOWEST_SDK, SDK } from "./sdk";

const NEWEST_SDK = "latest";

type Named = Omit<Trial, "tarball"> & { readonly name: string };

const plain = FORMS["JavaScript, CommonJS"];
const TRIALS: Named[] = [
  ...Object.entries(INSTALLERS)
    .filter(([name]) => name !== "npm")
    .map(([name, installer]) => ({ name: `${name}; JavaScript, CommonJS`, installer, form: plain, sdk: SDK })),
  ...Object.entries(FORMS).map(([name, form]) => ({ name: `npm; ${name}`, installer: INSTALLERS.npm, form, sdk: SDK })),
  ...[LOWEST_SDK, NEWEST_SDK].map((sdk) => ({ name: `npm; SDK ${sdk}`, installer: INSTALLERS.npm, form: plain, sdk })),
];

/**
 * Tries every way to install and write a program, one after the other; its exit code is 1 where one failed.
 *
 * Usage: `npm run installs -- [words]`: only those whose names hold the words.
 * @throws Error that names all of them, where none does
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2).join(" ");
  const chosen = TRIALS.filter(({ name }) => name.includes(words));
  if (chosen.length === 0)
    throw new Error(`None of the trials is called "${words}":\n${TRIALS.map(({ name }) => name).join("\n")}`);
  const { tarball, remove } = await pack();
  try {
    for (const { name, ...trial } of chosen) {
      try {
        await tryInstallation({ ...trial, tarball });
        console.log(`ok      ${name}`);
      } catch (error) {
        process.exitCode = 1;
        console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await remove();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
