import type { Api, Identity } from "../../api";
import type { WireHeader, WireWebhook, WireWebhookUpdate } from "../../api/wire";
import { anyProtected } from "./headers/entries";
import { headersToWire, refused, showsProtected } from "./headers/wire";
import type { WebhookHeaders } from "./types";
import type { Session } from "../session";

/**
 * Whether the service lists protected headers, learned from what a GET shows after this process has written some; asked
 * once a process. Nothing depends on the answer now, so that a failure to get one is no failure of the write.
 */
export async function learnListing(
  session: Session,
  api: Api,
  written: WireWebhook,
  headers: WebhookHeaders,
  project: string,
) {
  if (!anyProtected(headers)) return undefined;
  session.listing ??= api.get(project, written.name).then(
    (webhook) => webhook && showsProtected(webhook.headers),
    () => undefined,
  );
  const answer = await session.listing;
  if (answer === undefined) session.listing = undefined;
  return answer;
}

/**
 * Sends the whole set of headers once more, with all values, where the service shows that it did not take it as sent.
 * @returns what the service answers in the end
 */
export async function ensureHeaders(
  api: Api,
  project: string,
  answer: WireWebhook,
  sent: readonly WireHeader[],
  headers: WebhookHeaders,
  listed: boolean,
): Promise<WireWebhook> {
  if (!refused(sent, answer.headers, listed)) return answer;
  const identity: Identity = { id: answer.id, name: answer.name };
  const body: WireWebhookUpdate = { headers: headersToWire(headers) };
  return (await api.update(project, identity, body)) ?? answer;
}
