import type { WireWebhook } from "../../api/wire";
import { headersFromWire } from "../../resources/webhook/headers/wire";
import { fromWire } from "../../resources/webhook/wire";
import type { WebhookHeaders } from "../../resources/webhook/types";
import type { WebhookSettings } from "../webhook";

type Settings = Required<Omit<WebhookSettings, "version" | "headers" | "adoptExisting">>;

/** A webhook as it is at UbiOps. */
export interface FoundWebhook extends Settings {
  /** The UUID that UbiOps gave the webhook. */
  readonly webhookId: string;
  /** The version, where the service names one. */
  readonly version?: string;
  /** The headers by name. The value of a protected one is never there, whatever the service returns for it. */
  readonly headers: WebhookHeaders;
}

export function toFound(project: string, webhook: WireWebhook): FoundWebhook {
  const settings = fromWire(webhook, {}) as unknown as Settings & Pick<FoundWebhook, "version">;
  return { ...settings, project, webhookId: webhook.id, headers: headersFromWire(webhook.headers, {}, true) };
}

/** Whether there is a header's value in it. */
export const holdsValue = ({ headers }: FoundWebhook): boolean =>
  Object.values(headers).some(({ value }) => value !== undefined);
