import * as pulumi from "@pulumi/pulumi";

import { resolveConfiguration } from "../../shared/configuration";
import { Session } from "../../resources/session";
import { warn } from "../../shared/warn";

/** Where a function asks, in place of what is configured. */
export interface CallOptions {
  /**
   * The UbiOps project.
   * @default `ubiops:project` of the stack config, or `UBIOPS_PROJECT`
   */
  readonly project?: string;
  /**
   * The API's address.
   * @default `ubiops:apiHost` of the stack config, `UBIOPS_API_HOST`, or `https://api.ubiops.com/v2.1`
   */
  readonly apiHost?: string;
  /**
   * The API token, with or without the leading `Token `.
   * @default `ubiops:apiToken` of the stack config, or `UBIOPS_API_TOKEN`
   */
  readonly apiToken?: string;
}

/** What one call of a function works with. */
export interface Call {
  readonly session: Session;
  readonly project: string;
}

const sessions = new Map<string, Session>();

/**
 * Finds the configuration of a call: its own options, the stack config where there is a stack, the environment. Calls with
 * the same one share their connections.
 * @throws Error that says what is missing and how to set it
 */
export function beginCall(options: CallOptions = {}): Call {
  const own = new Map<string, string | undefined>(
    Object.entries(options).map(([name, value]) => [`ubiops:${name}`, value]),
  );
  const configured = resolveConfiguration((key) => own.get(key) ?? pulumi.runtime.getConfig(key), process.env);
  if (!configured.configuration) throw new Error(configured.problems.join(" "));
  const { project, ...place } = configured.configuration;
  if (project === undefined) {
    throw new Error(
      'The UbiOps project is missing: pass { project }, run "pulumi config set ubiops:project <name>" or set UBIOPS_PROJECT.',
    );
  }
  const key = JSON.stringify(place);
  const session = sessions.get(key) ?? new Session({ configuration: place }, warn);
  sessions.set(key, session);
  return { session, project };
}
