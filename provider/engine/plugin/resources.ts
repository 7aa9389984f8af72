import type { Fields } from "../../resources/fields";
import type { Resource } from "../../resources/resource";
import { webhook } from "../../resources/webhook";
import { FIELDS } from "../../resources/webhook/fields";
import { webhookTest } from "../../resources/webhook-test";
import { TEST_FIELDS } from "../../resources/webhook-test/fields";
import { WEBHOOK_TEST_TYPE, WEBHOOK_TYPE } from "../dynamic/reference";
import { WEBHOOK_EXAMPLES, WEBHOOK_TEST_EXAMPLES } from "./schema/examples";

/** What a resource has beside its fields. */
export interface Output {
  readonly doc: string;
  /** An update does not change it. */
  readonly isStable?: true;
  /** It may be null. */
  readonly isOptional?: true;
}

/** A resource as this plugin serves it. */
export interface Served {
  readonly resource: Resource;
  readonly fields: Fields;
  readonly outputs: Readonly<Record<string, Output>>;
  /** Its type as a dynamic resource. A program can go from one to the other. */
  readonly dynamicType: string;
  readonly doc: string;
  /** Programs by language. */
  readonly examples: Readonly<Record<string, string>>;
}

/** The resources by the last part of their type. */
export const RESOURCES: Readonly<Record<string, Served>> = {
  Webhook: {
    resource: webhook,
    fields: FIELDS,
    outputs: { webhookId: { isStable: true, doc: "The UUID that UbiOps gave the webhook. A rename keeps it." } },
    dynamicType: WEBHOOK_TYPE,
    doc: "A UbiOps webhook: UbiOps calls its URL when a request of its deployment or pipeline starts, completes, fails or finishes.",
    examples: WEBHOOK_EXAMPLES,
  },
  WebhookTest: {
    resource: webhookTest,
    fields: TEST_FIELDS,
    outputs: {
      testId: { doc: "The UUID of the last test." },
      status: { doc: 'How the last test ended: "completed" or "failed"; "pending" if it did not end in time.' },
      errorMessage: {
        isOptional: true,
        doc: "Why the test failed, secrets masked; null if it did not. A secret if the URL or a header is one.",
      },
    },
    dynamicType: WEBHOOK_TEST_TYPE,
    doc: "A real test call, which UbiOps makes when the resource is created, when one of its arguments changes, and after a test that did not complete. A failed test fails the update.",
    examples: WEBHOOK_TEST_EXAMPLES,
  },
};
