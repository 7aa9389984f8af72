import type { Operation, WireWebhook } from "../../api";
import { compact } from "../../shared/values";
import { FIELDS, type ObjectType, type WebhookEvent } from "./fields";

/** Which webhooks are meant: those that match everything that is given. */
export interface Filter {
  /** Labels that they have, with these values. They may have others too. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly objectType?: ObjectType;
  readonly event?: WebhookEvent;
}

/** What is wrong with a filter, as `name: …`. A misspelled one would find nothing and not say why. */
export function filterProblem(filter: Filter): string | undefined {
  const problems = (["labels", "objectType", "event"] as const).map((name) => {
    const problem = filter[name] === undefined ? undefined : FIELDS[name].type.problem(filter[name]);
    return problem && `${name}: ${problem}`;
  });
  return problems.find(Boolean);
}

/**
 * The webhooks of a project that match, whatever the service makes of the filter.
 * @throws ApiError
 * @see `webhooks_list`
 */
export async function listMatching(
  api: Pick<Operation, "list">,
  project: string,
  { labels = {}, objectType, event }: Filter,
): Promise<WireWebhook[]> {
  const pairs = Object.entries(labels);
  // The `labels` filter has no escaping: names and values that contain ":" or "," are matched here alone.
  const sendable = pairs.filter((pair) => !/[:,]/.test(pair.join("")));
  const query = compact({
    labels: sendable.length > 0 ? Object.fromEntries(sendable) : undefined,
    object_type: objectType,
    event,
  });
  const listed = await api.list(project, query);
  return listed.filter((webhook) => {
    const own = webhook["labels"] as Readonly<Record<string, string>>;
    return (
      pairs.every(([name, value]) => own[name] === value) &&
      [undefined, webhook["object_type"]].includes(objectType) &&
      [undefined, webhook["event"]].includes(event)
    );
  });
}
