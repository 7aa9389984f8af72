import { NEWEST, pulumiCli } from "../engine/cli";
import { engineFolder } from "../engine/folder";
import { pack } from "../support/pack";
import { tryInstallation, type Trial } from "./install";
import { INSTALLERS } from "./installers";
import { FORMS, typescriptForBoth } from "./programs";
import { LOWEST_SDK, nodeFolder, SDK } from "./versions";

interface Row extends Omit<Trial, "tarball" | "node"> {
  readonly name: string;
  /** The version of Node.js. Default: that of this process. */
  readonly node?: string;
  /** Whether the newest CLI runs it. Default: the one of all tests. */
  readonly newestCli?: boolean;
}

const { npm, ...OTHERS } = INSTALLERS;

/** Every version appears, and the newest ones meet each other. TypeScript 6 needs SDK 3.229. */
const VERSIONS = [
  { node: "20", sdk: LOWEST_SDK, typescript: "5.9", newestCli: false },
  { node: "20", sdk: SDK, typescript: "6", newestCli: true },
  { node: "22", sdk: LOWEST_SDK, typescript: "5.9", newestCli: true },
  { node: "22", sdk: "latest", typescript: "5.9", newestCli: false },
  { node: "24", sdk: SDK, typescript: "5.9", newestCli: true },
  { node: "24", sdk: "latest", typescript: "6", newestCli: false },
  { node: "26", sdk: LOWEST_SDK, typescript: "5.9", newestCli: false },
  { node: "26", sdk: "latest", typescript: "6", newestCli: true },
];

const ROWS: Row[] = [
  ...Object.entries(OTHERS).map(([name, installer]) => ({
    name,
    installer,
    form: FORMS["JavaScript, CommonJS"],
    sdk: SDK,
  })),
  ...Object.entries(FORMS).map(([name, form]) => ({ name: `npm; ${name}`, installer: npm, form, sdk: SDK })),
  ...VERSIONS.map(({ typescript, ...versions }) => ({
    ...versions,
    name: `npm; Node ${versions.node}; SDK ${versions.sdk}; TypeScript ${typescript}; CLI ${versions.newestCli ? NEWEST : "of the tests"}`,
    installer: npm,
    form: typescriptForBoth(typescript, versions.node),
  })),
];

/**
 * Tries the ways to install the package and to write a program, one after the other, and then versions of Node.js, the SDK,
 * TypeScript and the CLI. Its exit code is 1 if one of them fails.
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
    for (const { name, node, newestCli = false, ...row } of chosen) {
      try {
        // The programs take the engine from there.
        process.env["PULUMI_UBIOPS_ENGINE"] = await engineFolder(newestCli ? { cli: await pulumiCli(NEWEST) } : {});
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
