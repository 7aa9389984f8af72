import type { Operation, WireWebhook } from "../../api";
import { FIELDS, type ObjectType, type WebhookEvent } from "./fields";
import { headersFromWire } from "./headers";
import { sameUuid } from "./identity";
import { fromWire } from "./wire";

/** A webhook as it is at UbiOps. */
export interface WebhookInfo {
  /** The UUID that UbiOps gave the webhook. */
  readonly webhookId: string;
  /** The UbiOps project. */
  readonly project: string;
  /** The name of the webhook, unique in its project. */
  readonly name: string;
  /** The URL that UbiOps calls. */
  readonly url: string;
  /** The type of object that the webhook belongs to. */
  readonly objectType: ObjectType;
  /** The name of that deployment or pipeline. */
  readonly objectName: string;
  /** The version, if the service names one. */
  readonly version?: string;
  /** The event that makes UbiOps call. */
  readonly event: WebhookEvent;
  /** The plain headers by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The names of the protected headers. Their values are never returned, whatever the service answers for them. */
  readonly protectedHeaderNames: readonly string[];
  /** What the webhook is for. */
  readonly description: string;
  /** Labels to find the webhook by. */
  readonly labels: Readonly<Record<string, string>>;
  /** How long UbiOps waits for the answer to a call, in seconds. */
  readonly timeout: number;
  /** Whether UbiOps calls at all. */
  readonly enabled: boolean;
  /** Whether UbiOps repeats a call that fails. */
  readonly retry: boolean;
  /** Whether calls contain the result of the request. */
  readonly includeResult: boolean;
}

const NOTHING_RECORDED = { headers: {}, protectedHeaders: {} };

export function toInfo(project: string, webhook: WireWebhook): WebhookInfo {
  const { headers, protectedHeaders } = headersFromWire(webhook.headers, NOTHING_RECORDED);
  const { version, ...fields } = fromWire(webhook, {});
  const info = { ...fields, ...(version !== null && { version }), project, webhookId: webhook.id, headers };
  return { ...info, protectedHeaderNames: Object.keys(protectedHeaders) } as unknown as WebhookInfo;
}

/** Which webhook: by its name or by its UUID. */
export type WebhookKey =
  { readonly name: string; readonly webhookId?: never } | { readonly webhookId: string; readonly name?: never };

/**
 * Looks up one webhook, whoever made it; nothing if there is none.
 * @throws ApiError
 * @see `webhooks_get`, `webhooks_list`
 */
export async function lookUp(
  api: Operation,
  project: string,
  { name, webhookId }: WebhookKey,
): Promise<WebhookInfo | undefined> {
  const byName = name === undefined ? undefined : await api.get(project, name);
  // A 404 of a name does not tell a missing webhook from a missing project: the listing does.
  const matches = ({ id, name: other }: WireWebhook) =>
    webhookId === undefined ? other === name : sameUuid(id, webhookId);
  const found = byName ?? (await api.list(project)).find(matches);
  return found && toInfo(project, found);
}

/** The names of fields that look-ups return, for documentation that is generated. */
export const INFO_FIELDS = Object.keys(FIELDS).filter(
  (name) => name !== "protectedHeaders" && name !== "adoptExisting",
);
