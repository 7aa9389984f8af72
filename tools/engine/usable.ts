import * as semver from "semver";

import { bounded } from "./bounded";
import { OLDEST } from "./version";

/**
 * Checks that a CLI starts and is new enough.
 * @throws Error when it does not, or is too old.
 */
export async function checkUsable(pulumi: string, env: NodeJS.ProcessEnv): Promise<void> {
  const version = await bounded(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    limit: 60_000,
  });
  const parsed = semver.parse(version.trim());
  if (parsed === null) throw new Error(`its version cannot be read: ${version.trim()}`);
  if (semver.lt(parsed, OLDEST)) throw new Error(`it is version ${parsed.version}; ${OLDEST} or later is needed`);
}
