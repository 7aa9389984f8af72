import type { Api } from "../../api";
import type { ObjectType, WireWebhook } from "../../api/wire";
import { FIELDS } from "./fields";

/** Which webhooks are meant: those for which all that is given holds. */
export interface Filter {
  /** Labels that they have, with these values; they may have others too. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly objectType?: ObjectType;
  readonly event?: string;
}

/** What is wrong with a filter, as `name: …`, or nothing: a misspelled one would find nothing and not say why. */
export function filterProblem(filter: Filter): string | undefined {
  const problems = (["labels", "objectType", "event"] as const).map((name) => {
    const problem = filter[name] === undefined ? undefined : FIELDS[name].kind.problem(filter[name]);
    return problem && `${name}: ${problem}`;
  });
  return problems.find(Boolean);
}

/**
 * The webhooks of a project for which the filter holds, whatever the service makes of it.
 * @throws ApiError
 * @see `webhooks_list`
 */
export async function listMatching(
  api: Pick<Api, "list">,
  project: string,
  { labels = {}, objectType, event }: Filter,
): Promise<WireWebhook[]> {
  const pairs = Object.entries(labels);
  // A filter on the wire cannot say where a name or value ends that holds one of its own signs.
  const sayable = pairs.filter((pair) => !/[:,]/.test(pair.join("")));
  const listed = await api.list(project, {
    ...(sayable.length > 0 && { labels: Object.fromEntries(sayable) }),
    ...(objectType !== undefined && { object_type: objectType }),
    ...(event !== undefined && { event }),
  });
  return listed.filter(
    (webhook) =>
      pairs.every(([name, value]) => webhook.labels[name] === value) &&
      [undefined, webhook.object_type].includes(objectType) &&
      [undefined, webhook.event].includes(event),
  );
}
