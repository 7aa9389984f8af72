import { sameHost } from "../../shared/host";
import { check, type Checked } from "../webhook/check";
import type { Session } from "../session";
import type { Properties } from "../webhook/state";
import { TEST_FIELDS } from "./fields";

/**
 * Fills defaults and validates, by the rules of a webhook.
 * @param previous the last checked inputs; empty for a new test
 */
export function checkTest(session: Session, previous: Properties, declared: Properties): Checked {
  const { inputs, failures } = check(session, previous, declared, TEST_FIELDS);
  const host = hostOf(session, previous["__host"]);
  return { inputs: { ...inputs, ...(host !== undefined && { __host: host }) }, failures };
}

/** Another address of the same service is no other service. */
function hostOf({ host }: Session, recorded: unknown): string | undefined {
  return typeof recorded === "string" && (host === undefined || sameHost(recorded, host)) ? recorded : host;
}
