/** The compiler is the test here: each line below an expectation of an error must be one, and every other line none. */
import * as pulumi from "@pulumi/pulumi";

import { testWebhook, type Webhook, WebhookTest, type WebhookTestArgs } from "../../provider";

declare const webhook: Webhook;
const base = {
  objectType: "deployment",
  objectName: "o",
  event: "deployment_request_finished",
  url: "https://a.example",
} as const;

new WebhookTest("of-webhook", { webhook });
new WebhookTest("of-webhook-with-settings", { webhook, failOnError: pulumi.output(true) });
new WebhookTest("of-fields", { ...base, triggers: pulumi.output(["a"]), protectedHeaders: { A: pulumi.secret("a") } });

interface GateArgs extends Omit<WebhookTestArgs, "webhook"> {
  readonly stage: string;
}
const gate = ({ stage, ...args }: GateArgs) => new WebhookTest(`gate-${stage}`, args);
gate({ ...base, stage: "prod" });

void testWebhook({ ...base, protectedHeaders: { Authorization: "a" } });

// @ts-expect-error something else than a webhook
new WebhookTest("no-webhook", { webhook: "finished" });
// @ts-expect-error a setting that no call is made of
new WebhookTest("description", { ...base, description: "d" });
// @ts-expect-error the API's list of headers
void testWebhook({ ...base, headers: [{ key: "A", value: "a" }] });
// @ts-expect-error a call of nothing
void testWebhook({});
