import { writeFileSync } from "node:fs";

import { ensureBuilt } from "../support/built";
import { draw } from "./draw";
import { DRIFT, PICTURE } from "./drift";
import { ReadmeProgram } from "./readme-program";

/** Draws the README's picture of a drift. */
async function main(): Promise<void> {
  await ensureBuilt();
  const readme = await ReadmeProgram.start("Bearer canary");
  try {
    (await readme.program.up()).ok();
    readme.edit();
    writeFileSync(PICTURE, draw(await readme.preview(...DRIFT), `pulumi preview ${DRIFT.join(" ")}`));
  } finally {
    await readme.dispose();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
