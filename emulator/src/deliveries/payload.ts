import { createHash } from "node:crypto";

import type { ObjectType } from "../webhook";

/** An event of a request to a deployment or pipeline. */
export interface RequestEvent {
  readonly project: string;
  readonly objectType: ObjectType;
  readonly objectName: string;
  readonly version: string;
  readonly event: string;
  readonly requestId: string;
  readonly status: string;
  readonly result: unknown;
}

/** A larger result is left out, as UbiOps' documentation says. */
const MAX_RESULT_BYTES = 16 * 1024;

/** What the service delivers, with its fields in the documented order. */
export function payload(requestEvent: RequestEvent, includeResult: boolean): Record<string, unknown> {
  const { project, objectType: type, objectName, version, event, requestId, status, result } = requestEvent;
  const title = type === "deployment" ? "Deployment" : "Pipeline";
  const moment = event.slice(event.lastIndexOf("_") + 1);
  return {
    event,
    [`${type}_id`]: stableUuid(project, type, objectName),
    [`${type}_name`]: objectName,
    [`${type}_version_id`]: stableUuid(project, type, objectName, version),
    [`${type}_version_name`]: version,
    request_id: requestId,
    status,
    ...(includeResult && isSmall(result) ? { result } : {}),
    text: `${title} request ${requestId} ${moment} for ${type} ${objectName} ${version} in project ${project}`,
  };
}

/** A request's status at an event. A finished request may also have failed or been cancelled. */
export function statusAt(event: string): string {
  if (event.endsWith("_started")) return "processing";
  return event.endsWith("_failed") ? "failed" : "completed";
}

function isSmall(result: unknown): boolean {
  return result !== undefined && Buffer.byteLength(JSON.stringify(result)) <= MAX_RESULT_BYTES;
}

/** The same UUID for the same names. */
function stableUuid(...names: string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(names)).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
