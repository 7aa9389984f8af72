import { ensureBuilt } from "../../tools/support/built";
import { engineFolder } from "../../tools/engine/folder";

/** Runs once before the tests of the engine: builds the package and finds the engine. */
export default async function setup(): Promise<void> {
  await ensureBuilt();
  process.env["PULUMI_UBIOPS_ENGINE"] = await engineFolder();
}
