import { ensureBuilt } from "../built";
import { engineFolder } from "./folder";

/** Runs once before the tests that need them: the package is built, and the engine is there. */
export default async function setup(): Promise<void> {
  await ensureBuilt();
  process.env["PULUMI_UBIOPS_ENGINE"] = await engineFolder();
}
