import isEqual from "lodash.isequal";

import { holdsUnknown } from "../../shared/engine-values";
import { FIELDS, type Fields } from "./fields";
import { differs } from "../field-types";
import type { Properties } from "./state";

/**
 * The names of the fields that are declared otherwise than they are recorded, `headers` among them, and `__secrets` where
 * something is now, or no longer, a secret. Unknown values are changes.
 */
export function changedFields(recorded: Properties, declared: Properties, fields: Fields = FIELDS): string[] {
  const changed = Object.entries(fields)
    .filter(([, field]) => !field.local)
    .filter(([name, field]) => differs(field.kind, recorded[name] ?? field.default, declared[name] ?? field.default))
    .map(([name]) => name);
  const others = ["headers", "__secrets"].filter(
    (name) => holdsUnknown(declared[name]) || !isEqual(recorded[name], declared[name]),
  );
  return [...changed, ...others];
}
