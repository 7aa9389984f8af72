import { ensureBuilt } from "../../tools/support/built";
import { engineFolder } from "../../tools/engine/folder";

/** Runs once before the tests that need them: the package is built, and the engine is there. */
export default async function setup(): Promise<void> {
  await ensureBuilt();
  process.env["PULUMI_UBIOPS_ENGINE"] = await engineFolder();
}
