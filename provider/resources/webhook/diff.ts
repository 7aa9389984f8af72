import { FIELDS, type Fields } from "./fields";
import { sameHost } from "../../shared/host";
import { changedFields } from "./compare";
import { type Properties, readState } from "./state";

/** What the engine needs to know of a difference. */
export interface Difference {
  /** False where there is none, true where the inputs cannot show it; missing where the engine's own comparison of them tells the rest. */
  readonly changes?: boolean;
  /** The changed fields that make a new webhook. */
  readonly replaces: string[];
  /** Set where the new webhook needs the old one's name. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * Compares what is declared with what is recorded; asks nobody and remembers nothing.
 * @param host the configured API: where another one is recorded, an update finds out whether the webhook is there
 */
export function diff(
  id: string,
  recorded: Properties,
  declared: Properties,
  fields: Fields = FIELDS,
  host?: string,
): Difference {
  const state = readState(id, recorded, fields);
  const changed = changedFields(state, declared, fields);
  const moved = host !== undefined && state.__host !== undefined && !sameHost(state.__host, host);
  if (changed.length === 0) return { changes: moved, replaces: [], deleteBeforeReplace: false };
  const replaces = changed.filter((name) => fields[name]?.replaces);
  const waiting = recorded["__aside"] === true;
  const collides = state.name === declared["name"] && state.project === declared["project"];
  return { ...(waiting && { changes: true }), replaces, deleteBeforeReplace: replaces.length > 0 && collides };
}
