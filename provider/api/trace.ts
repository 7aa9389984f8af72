import { debuglog } from "node:util";

import { redact } from "../shared/redaction";

const log = debuglog("pulumi-ubiops");

/**
 * Writes one line for one attempt of a request if `NODE_DEBUG` names `pulumi-ubiops`: no body, no header, no secret.
 * @param outcome the status, or what went wrong
 */
export function trace(method: string, path: string, outcome: string | number, ms: number, attempt: number): void {
  if (log.enabled) log("%s %s %s %dms attempt %d", method, redact(path), outcome, Math.round(ms), attempt);
}
