import { type Fields, FIELDS } from "../webhook/fields";
import { flag, list } from "../field-types";

const { project, url, objectType, objectName, version, event, timeout, retry, includeResult } = FIELDS;

/** What the API's test takes of a webhook; it has `headers` as well. */
export const REQUEST_FIELDS = {
  project,
  url,
  objectType,
  objectName,
  version,
  event,
  timeout,
  retry,
  includeResult,
} satisfies Fields;

/** The fields of a webhook test. None of them replaces it: whatever changes, the next test is one of the same resource. */
export const TEST_FIELDS = {
  ...REQUEST_FIELDS,
  failOnError: { kind: flag, default: true, doc: "Whether a failed test fails the update." },
  triggers: { kind: list, doc: "Values that run a new test when they change." },
} satisfies Fields;
