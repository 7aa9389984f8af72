import { parseLabelsFilter, passes } from "../assumptions";
import { ApiError } from "./errors";
import type { StoredWebhook } from "../webhook";
import type { ListQuery } from "./schemas";

/**
 * Whether a webhook passes the filters of a listing.
 * @throws ApiError where the labels filter is malformed
 */
export function filterFor(query: ListQuery): (webhook: StoredWebhook) => boolean {
  const labels = query.labels ? parseLabelsFilter(query.labels) : [];
  if (!labels) throw new ApiError(400, "The labels filter must be of the form label:value,label:value");
  return (webhook) =>
    passes(webhook.object_type, query.object_type) &&
    passes(webhook.event, query.event) &&
    labels.every(([label, value]) => Object.hasOwn(webhook.labels, label) && webhook.labels[label] === value);
}
