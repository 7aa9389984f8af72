/** The compiler is the test here: each line below an expectation of an error must be one, and every other line none. */
import * as pulumi from "@pulumi/pulumi";

import { type Webhook, WebhookTest } from "../../provider";

declare const webhook: Webhook;
const base = {
  objectType: "deployment",
  objectName: "o",
  event: "deployment_request_finished",
  url: "https://a.example",
} as const;

new WebhookTest("of-webhook", { webhook });
new WebhookTest("of-webhook-with-settings", { webhook, failOnError: pulumi.output(true) });
new WebhookTest("of-fields", { ...base, triggers: pulumi.output(["a"]) });

// @ts-expect-error a webhook has its own URL
new WebhookTest("two-urls", { webhook, url: "https://a.example" });
// @ts-expect-error an event of a pipeline on a deployment
new WebhookTest("other-event", { ...base, event: "pipeline_request_failed" });
// @ts-expect-error no object and no event
new WebhookTest("no-object", { url: "https://a.example" });
