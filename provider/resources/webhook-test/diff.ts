import { readEntries } from "../webhook/headers/entries";
import { changedFields } from "../webhook/compare";
import type { Properties } from "../webhook/state";
import { TEST_FIELDS } from "./fields";

/** Whether a new test is due: true where the inputs do not show it; missing where they do. */
export interface TestDifference {
  readonly changes?: boolean;
}

/** A new test is due where anything is declared otherwise, and where the last one did not end well. */
export function diffTest(recorded: Properties, declared: Properties): TestDifference {
  if (recorded["status"] !== "completed") return { changes: true };
  const before = { ...recorded, headers: readEntries(recorded["headers"]) };
  const same = changedFields(before, declared, TEST_FIELDS).length === 0 && recorded["__host"] === declared["__host"];
  return same ? { changes: false } : {};
}
