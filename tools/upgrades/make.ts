import * as os from "node:os";

import { ensureBuilt } from "../support/built";
import { ROOT } from "../support/command";
import { startReceiver } from "../support/receiver";
import {
  type Fixture,
  hasState,
  presentVersion,
  readProgram,
  type UpgradeConfig,
  versions,
  writeFixture,
} from "./fixture";
import { startVersion } from "./version-run";

const TOKEN = "canary-of-the-api-token";

/** The webhooks that exist before: the program adopts one, reads one, and does not use the third. */
const BEFORE = ["made-by-hand", "foreign", "a stranger's"];

/**
 * Makes the fixture of the present version by updates with the real engine. Its program is the one in its folder, or else
 * that of the version before.
 * @throws Error if it has a state, since later code must not replace what a published version wrote
 */
async function make(): Promise<string> {
  await ensureBuilt();
  const version = presentVersion();
  if (hasState(version)) {
    throw new Error(
      `There is a fixture of ${version} already: raise the version, or delete the fixture's state.json if it was never published`,
    );
  }
  const program = await readProgram(versions().includes(version) ? version : (versions().at(-1) ?? version));
  const receiver = await startReceiver();
  try {
    await writeFixture(version, await leftBy(program, receiver.url));
  } finally {
    await receiver.close();
  }
  return version;
}

/** What two updates leave behind. The second one rotates a secret. */
async function leftBy(program: string, callbackUrl: string): Promise<Fixture> {
  const config = {
    "ubiops:apiToken": { secret: TOKEN },
    "ubiops:project": "shop",
    officeToken: { secret: TOKEN },
    callbackUrl,
    callbackToken: { secret: "canary-of-the-callback-token" },
    signingKey: { secret: "canary-of-the-signing-key" },
  } satisfies UpgradeConfig;

  const { run, end } = await startVersion({
    program,
    config: { ...config, callbackToken: { secret: "canary-before-its-rotation" } },
  });
  let state: string;
  let webhooks: string;
  try {
    for (const name of BEFORE)
      run.emulator.put("shop", { name, headers: [{ key: "X-Key", value: "canary-of-others", protected: true }] });
    (await run.program.up()).ok();
    await run.program.configure(config);
    (await run.program.up()).ok();
    state = withoutPlaces((await run.program.run("stack", "export")).ok().stdout);
  } finally {
    webhooks = await end();
  }
  const own = [ROOT, run.program.folder, os.tmpdir(), os.homedir()].filter((place) => state.includes(place));
  if (own.length > 0) throw new Error(`The state contains paths of this machine: ${own.join(", ")}`);
  return { program, config, state, webhooks };
}

/** The state without the source positions of its resources, which the engine only shows. */
function withoutPlaces(state: string): string {
  const kept: unknown = JSON.parse(state, (name, value: unknown) =>
    ["sourcePosition", "stackTrace"].includes(name) ? undefined : value,
  );
  return `${JSON.stringify(kept, undefined, 2)}\n`;
}

make().then(
  (version) => {
    console.log(`Made the fixture of ${version}`);
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
