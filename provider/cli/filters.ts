import type { ObjectType, WireListFilters } from "../api/wire";
import { UsageError } from "./exit-codes";

/** The flags that say which webhooks of the project are meant. */
export interface FilterFlags {
  readonly label?: readonly string[];
  readonly objectType?: ObjectType;
  readonly event?: string;
}

/**
 * The API's filters.
 * @throws UsageError where a label is not `name=value`
 */
export function filtersOf({ label = [], objectType, event }: FilterFlags): WireListFilters {
  const labels = label.map((given) => {
    const at = given.indexOf("=");
    if (at < 1) throw new UsageError(`--label must be given as <name>=<value>, not ${JSON.stringify(given)}.`);
    return [given.slice(0, at), given.slice(at + 1)] as const;
  });
  return {
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
    ...(objectType !== undefined && { object_type: objectType }),
    ...(event !== undefined && { event }),
  };
}
