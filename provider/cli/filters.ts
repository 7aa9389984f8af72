import { type Filter, filterProblem } from "../resources/webhook/filter";
import { UsageError } from "./exit-codes";

/** The flags that say which webhooks of the project are meant. */
export interface FilterFlags extends Omit<Filter, "labels"> {
  /** Each `<name>=<value>`. */
  readonly label?: readonly string[];
}

/** @throws UsageError where a label is not `name=value`, or a filter can match nothing */
export function filterOf({ label = [], objectType, event }: FilterFlags): Filter {
  const labels = label.map((given) => {
    const at = given.indexOf("=");
    if (at < 1) throw new UsageError(`--label must be given as <name>=<value>, not ${JSON.stringify(given)}.`);
    return [given.slice(0, at), given.slice(at + 1)] as const;
  });
  const filter = {
    labels: Object.fromEntries(labels),
    ...(objectType !== undefined && { objectType }),
    ...(event !== undefined && { event }),
  };
  const problem = filterProblem(filter);
  if (problem !== undefined) throw new UsageError(`${problem}.`);
  return filter;
}
