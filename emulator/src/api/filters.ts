import { matchesFilter, parseLabelsFilter } from "../assumptions";
import { HttpRefusal } from "./answers";
import type { StoredWebhook } from "../webhook";
import type { ListQuery } from "./schemas";

/**
 * Whether a webhook matches the filters of a listing.
 * @throws HttpRefusal if the labels filter is malformed
 */
export function filterOf(query: ListQuery): (webhook: StoredWebhook) => boolean {
  const labels = query.labels ? parseLabelsFilter(query.labels) : [];
  if (!labels) throw new HttpRefusal(400, "The labels filter must be of the form label:value,label:value");
  return (webhook) =>
    matchesFilter(webhook.object_type, query.object_type) &&
    matchesFilter(webhook.event, query.event) &&
    labels.every(([label, value]) => Object.hasOwn(webhook.labels, label) && webhook.labels[label] === value);
}
