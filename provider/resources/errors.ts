import type { Properties } from "./webhook/state";

/**
 * A webhook that exists, but not yet as it was declared: the engine keeps it in the state by this error's own names
 * (`id`, `properties`, `reasons`), and goes on with it at the next update.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";

  constructor(
    readonly id: string,
    readonly properties: Properties,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join(" "));
  }
}

/** What the state calls a webhook, in messages. */
export const describe = (name: string, project: string, uuid: string): string =>
  `webhook "${name}" (${uuid}) of project "${project}"`;

/** The recorded webhook is at another API than the configured one: nothing can be said of it. */
export class OtherHostError extends Error {
  override readonly name = "OtherHostError";

  constructor(what: string, recorded: string, configured: string) {
    super(
      `The ${what} was recorded at ${recorded}, and is not found at ${configured}, which is configured now. ` +
        `Set ubiops:apiHost (or UBIOPS_API_HOST, or the Provider's apiHost) back to ${recorded}; ` +
        `if the webhook is really to be made anew at ${configured}, take it out of the state first with "pulumi state delete".`,
    );
  }
}

/** The webhook that is to be changed is no longer there. */
export class GoneError extends Error {
  override readonly name = "GoneError";

  constructor(what: string) {
    super(
      `The ${what} no longer exists: somebody deleted it outside Pulumi. Run "pulumi up --refresh" to create it again.`,
    );
  }
}
