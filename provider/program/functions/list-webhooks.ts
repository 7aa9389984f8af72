import type * as pulumi from "@pulumi/pulumi";

import type { Declared } from "../declared";
import { filterProblem, listMatching } from "../../resources/webhook/filter";
import type { ObjectType, WebhookEvent } from "../../resources/webhook/types";
import { beginCall, type CallOptions } from "./call";
import { type FoundWebhook, holdsValue, toFound } from "./found";
import { type CallOptionInputs, outputForm } from "./output-form";

/** Which webhooks: those for which all that is given holds. */
export interface ListWebhooksArgs {
  /** Labels that they have, with these values; they may have others too. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The type of object that they belong to. */
  readonly objectType?: ObjectType;
  /** The event that makes UbiOps call. */
  readonly event?: WebhookEvent;
}

/**
 * Lists the webhooks of a project, whoever made them; an empty list where there are none. The values of plain headers are
 * returned as they are, in clear: where they are nobody's business, use {@link listWebhooksOutput}.
 * @throws ApiError where the service refuses, cannot be reached or knows no such project
 * @see `webhooks_list`
 */
export async function listWebhooks(args: ListWebhooksArgs = {}, options: CallOptions = {}): Promise<FoundWebhook[]> {
  const problem = filterProblem(args);
  if (problem !== undefined) throw new Error(`listWebhooks: ${problem}.`);
  const { session, project } = beginCall(options);
  const found = await listMatching(session.begin(), project, args);
  return found.map((webhook) => toFound(project, webhook));
}

/**
 * The same as {@link listWebhooks}, with Outputs for arguments. Every header value is a secret: where any of the webhooks has
 * one, the whole result is one.
 */
export function listWebhooksOutput(
  args: Declared<ListWebhooksArgs> = {},
  options?: CallOptionInputs,
): pulumi.Output<FoundWebhook[]> {
  return outputForm(listWebhooks, args, options, (found) => found.some(holdsValue));
}
