import { pack } from "../support/pack";
import { tryInstallation, type Trial } from "./install";
import { INSTALLERS } from "./installers";
import { FORMS } from "./programs";
import { LOWEST_SDK, nodeFolder, SDK } from "./versions";

interface Row extends Omit<Trial, "tarball" | "node"> {
  readonly name: string;
  /** The version of Node.js. Default: that of this process. */
  readonly node?: string;
}

const { npm, ...OTHERS } = INSTALLERS;
const JAVASCRIPT = FORMS["JavaScript, CommonJS"];
const NODES = ["20", "22", "24", "26"];
const SDKS = [LOWEST_SDK, SDK, "latest"];

const ROWS: Row[] = [
  ...Object.entries(OTHERS).map(([name, installer]) => ({ name, installer, form: JAVASCRIPT, sdk: SDK })),
  ...Object.entries(FORMS).map(([name, form]) => ({ name: `npm; ${name}`, installer: npm, form, sdk: SDK })),
  ...NODES.flatMap((node) =>
    SDKS.map((sdk) => ({ name: `npm; Node ${node}; SDK ${sdk}`, installer: npm, form: JAVASCRIPT, sdk, node })),
  ),
];

/**
 * Tries the ways to install the package and to write a program, one after the other, and then the versions of Node.js and
 * the SDK. Its exit code is 1 if one of them fails.
 *
 * Usage: `npm run installs -- [words]`, to try only those whose names contain the words.
 * @throws Error that lists the names if none contains the words
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2).join(" ");
  const chosen = ROWS.filter(({ name }) => name.includes(words));
  if (chosen.length === 0) throw new Error(`No name contains "${words}":\n${ROWS.map(({ name }) => name).join("\n")}`);
  const { tarball, remove } = await pack();
  try {
    for (const { name, node, ...row } of chosen) {
      try {
        await tryInstallation({ ...row, tarball, node: node && (await nodeFolder(node)) });
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
