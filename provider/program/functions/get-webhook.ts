import type * as pulumi from "@pulumi/pulumi";

import type { Declared } from "../declared";
import { sameUuid } from "../../resources/webhook/identity";
import { beginCall, type CallOptions } from "./call";
import { type FoundWebhook, holdsValue, toFound } from "./found";
import { type CallOptionInputs, outputForm } from "./output-form";

/** Which webhook: by its name or by its UUID. */
export type GetWebhookArgs =
  | {
      /** The webhook's name. */
      readonly name: string;
      readonly webhookId?: never;
    }
  | {
      /** The UUID that UbiOps gave the webhook. */
      readonly webhookId: string;
      readonly name?: never;
    };

/** There is no such webhook. */
export class NotFoundError extends Error {
  override readonly name = "NotFoundError";

  /** @internal */
  constructor(what: string, project: string, host: string) {
    super(
      `There is no webhook ${what} in project "${project}" at ${host}: listWebhooks() returns those that there are.`,
    );
    this.stack = "";
  }
}

/**
 * Looks up one webhook, whoever made it. The values of plain headers are returned as they are, in clear: where they are
 * nobody's business, use {@link getWebhookOutput}.
 * @throws NotFoundError where there is none
 * @throws ApiError where the service refuses or cannot be reached
 * @see `webhooks_get`, `webhooks_list`
 */
export async function getWebhook(args: GetWebhookArgs, options: CallOptions = {}): Promise<FoundWebhook> {
  const { name, webhookId } = args;
  if ((name === undefined) === (webhookId === undefined)) throw new Error("getWebhook: give either name or webhookId.");
  const { session, project } = beginCall(options);
  const api = session.begin();
  const byName = name === undefined ? undefined : await api.get(project, name);
  // That a project does not exist is told by its listing alone.
  const found =
    byName ??
    (await api.list(project)).find((webhook) =>
      webhookId === undefined ? webhook.name === name : sameUuid(webhook.id, webhookId),
    );
  if (found) return toFound(project, found);
  throw new NotFoundError(name === undefined ? `with the UUID "${webhookId}"` : `"${name}"`, project, api.host);
}

/**
 * The same as {@link getWebhook}, with Outputs for arguments. Every header value is a secret: where the webhook has any, the
 * whole result is one (`pulumi.unsecret(found.webhookId)` opens a part of it that is none).
 */
export function getWebhookOutput(
  args: Declared<GetWebhookArgs>,
  options?: CallOptionInputs,
): pulumi.Output<FoundWebhook> {
  return outputForm(getWebhook, args, options, holdsValue);
}
