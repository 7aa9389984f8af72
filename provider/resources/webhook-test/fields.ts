import { flag, list } from "../field-types";
import type { Field, Fields } from "../fields";
import { FIELDS } from "../webhook/fields";

type All = typeof FIELDS;

type Tested = { [Name in keyof All as All[Name] extends { readonly inTest: true } ? Name : never]: All[Name] };

/** What a test call is made of: what a webhook of these fields would send. */
export const REQUEST_FIELDS = Object.fromEntries(
  Object.entries<Field>(FIELDS).filter(([, { inTest }]) => inTest),
) as unknown as Tested;

/** The fields of a webhook test. Whatever changes, the next test belongs to the same resource: nothing replaces it. */
export const TEST_FIELDS = {
  ...REQUEST_FIELDS,
  failOnError: { type: flag, default: true, doc: "Whether a failed test fails the update." },
  triggers: { type: list, doc: "Values that run a new test when one of them changes." },
} satisfies Fields;
