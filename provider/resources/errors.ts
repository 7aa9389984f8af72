import { STORED_CONFIGURATION } from "../shared/configuration";
import type { Recorded } from "./types";

/** A resource that exists, but not yet as it was declared: it is recorded, and the next update goes on with it. */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";

  constructor(
    readonly recorded: Recorded,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** What messages call a recorded webhook. */
export const describe = (name: string, project: string, uuid: string): string =>
  `webhook "${name}" (${uuid}) of project "${project}"`;

/** The recorded webhook is at another API than the configured one, so that nothing is known of it. */
export const otherHostError = (what: string, recorded: string, configured: string): Error =>
  new Error(
    `The ${what} was recorded at ${recorded} and was not found at ${configured}, which is configured now. ` +
      `Set ubiops:apiHost (or UBIOPS_API_HOST, or apiHost of the Provider) back to ${recorded}. ${STORED_CONFIGURATION} ` +
      `To create it anew at ${configured}, first take it out of the state with "pulumi state delete".`,
  );

/** The webhook that is to be changed no longer exists. */
export const goneError = (what: string): Error =>
  new Error(
    `The ${what} no longer exists: it was deleted outside Pulumi. Run "pulumi up --refresh" to create it again.`,
  );

/** What to do if a name is taken because it is changing hands within the program. */
export const NAME_HANDED_ON =
  'If another resource of this program gives this name up in this update, run "pulumi up" again, or add dependsOn; if that ' +
  "resource was removed from the program, remove it in an update of its own first. " +
  "Two webhooks that swap names need two updates and a third name.";
