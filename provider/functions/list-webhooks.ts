import type * as pulumi from "@pulumi/pulumi";

import type { Declared } from "../declared";
import { FIELDS } from "../fields";
import type { ObjectType, WebhookEvent } from "../types";
import { beginCall, type CallOptions } from "./call";
import { type FoundWebhook, holdsValue, toFound } from "./found";
import { type CallOptionInputs, outputForm } from "./output-form";

/** Which webhooks: those for which all that is given holds. */
export interface ListWebhooksArgs {
  /** Labels that they have, with these values; they may have others too. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly objectType?: ObjectType;
  readonly event?: WebhookEvent;
}

/**
 * Lists the webhooks of a project, whoever made them; an empty list where there are none. The values of plain headers are
 * returned as they are, in clear: where they are nobody's business, use {@link listWebhooksOutput}.
 * @throws ApiError where the service refuses, cannot be reached or knows no such project
 * @see `webhooks_list`
 */
export async function listWebhooks(args: ListWebhooksArgs = {}, options: CallOptions = {}): Promise<FoundWebhook[]> {
  refuse(args);
  const { labels = {}, objectType, event } = args;
  const { session, project } = beginCall(options);
  const pairs = Object.entries(labels);
  // A filter on the wire cannot say where a name or value ends that holds one of its own signs.
  const sayable = pairs.filter((pair) => !/[:,]/.test(pair.join("")));
  const listed = await session.begin().list(project, {
    ...(sayable.length > 0 && { labels: Object.fromEntries(sayable) }),
    ...(objectType !== undefined && { object_type: objectType }),
    ...(event !== undefined && { event }),
  });
  const found = listed.map((webhook) => toFound(project, webhook));
  return found.filter((webhook) => pairs.every(([name, value]) => webhook.labels[name] === value));
}

/** A misspelled filter would find nothing and not say why. */
function refuse(args: ListWebhooksArgs): void {
  for (const name of ["labels", "objectType", "event"] as const) {
    const problem = args[name] === undefined ? undefined : FIELDS[name].kind.problem(args[name]);
    if (problem !== undefined) throw new Error(`listWebhooks: ${name}: ${problem}.`);
  }
}

/**
 * The same as {@link listWebhooks}, with Outputs for arguments. Every header value is a secret: where any of the webhooks has
 * one, the whole result is one.
 */
export function listWebhooksOutput(args: Declared<ListWebhooksArgs> = {}, options?: CallOptionInputs): pulumi.Output<FoundWebhook[]> {
  return outputForm(listWebhooks, args, options, (found) => found.some(holdsValue));
}
