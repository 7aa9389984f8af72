import { flag, list } from "../field-types";
import type { Fields } from "../fields";
import { FIELDS } from "../webhook/fields";

const {
  project,
  url,
  objectType,
  objectName,
  version,
  event,
  headers,
  protectedHeaders,
  timeout,
  retry,
  includeResult,
} = FIELDS;

/** What a test call is made of: what a webhook of these fields would send. */
export const REQUEST_FIELDS = {
  project,
  url,
  objectType,
  objectName,
  version,
  event,
  headers,
  protectedHeaders,
  timeout,
  retry,
  includeResult,
} satisfies Fields;

/** The fields of a webhook test. Whatever changes, the next test belongs to the same resource: nothing replaces it. */
export const TEST_FIELDS = {
  ...REQUEST_FIELDS,
  failOnError: { type: flag, default: true, doc: "Whether a failed test fails the update." },
  triggers: { type: list, doc: "Values that run a new test when one of them changes." },
} satisfies Fields;
