/** The compiler is the test here: each line below an expectation of an error must be one, and every other line none. */
import * as pulumi from "@pulumi/pulumi";

import { Webhook, type WebhookHeaders } from "../../provider";

const config = new pulumi.Config();
const base = {
  objectType: "deployment",
  objectName: "o",
  event: "deployment_request_finished",
  url: "https://a.example",
} as const;

new Webhook("optional", {
  ...base,
  project: config.get("project"),
  name: config.get("name"),
  version: config.get("version"),
  description: config.getSecret("description"),
  labels: config.getObject<Record<string, string>>("labels"),
  timeout: config.getNumber("timeout"),
  enabled: config.getBoolean("enabled"),
  retry: pulumi.output(config.getBoolean("retry")),
  includeResult: undefined,
  adoptExisting: config.getBoolean("adoptExisting"),
  headers: undefined,
});

new Webhook("headers", {
  ...base,
  headers: [
    { key: "A", value: config.requireSecret("a"), protected: true },
    { key: pulumi.output("B"), value: Promise.resolve("b"), protected: config.getBoolean("b") },
    pulumi.secret({ key: "C", value: "c" }),
  ],
});
new Webhook("output", {
  ...base,
  headers: pulumi.output([{ key: "A", value: "a" }]),
  labels: pulumi.output({ team: "a" }),
});
new Webhook("pipeline", {
  ...base,
  objectType: "pipeline",
  event: "pipeline_request_failed",
  labels: { team: pulumi.secret("a") },
});
new Webhook("url", { ...base, url: config.get("url") });

// @ts-expect-error an event of a pipeline on a deployment
new Webhook("other-event", { ...base, event: "pipeline_request_finished" });
// @ts-expect-error an event of a deployment on a pipeline
new Webhook("other-type", { ...base, objectType: "pipeline" });
// @ts-expect-error no event of any object
new Webhook("no-event", { ...base, event: "deployment_request_begun" });
// @ts-expect-error a misspelled argument
new Webhook("misspelled", { ...base, lables: {} });
// @ts-expect-error a text for a number
new Webhook("text", { ...base, timeout: "10" });
// @ts-expect-error a number for a label
new Webhook("label", { ...base, labels: { team: 1 } });
// @ts-expect-error a header without a value
new Webhook("header", { ...base, headers: [{ key: "A" }] });
// @ts-expect-error a map of headers, which are declared as a list
new Webhook("map", { ...base, headers: { A: { value: "a" } } });
// @ts-expect-error no arguments
new Webhook("none");

const webhook = new Webhook("outputs", base);
const outputs: [
  pulumi.Output<string>,
  pulumi.Output<WebhookHeaders>,
  pulumi.Output<string | undefined>,
  pulumi.Output<number>,
] = [webhook.webhookId, webhook.headers, webhook.version, webhook.timeout];
webhook.headers["Authorization"]?.apply((header) => header.revision);
// @ts-expect-error outputs are not to be written
webhook.timeout = outputs[3];
