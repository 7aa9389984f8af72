/** The compiler is the test here: each line below an expectation of an error must be one, and every other line none. */
import * as pulumi from "@pulumi/pulumi";

import {
  getWebhookOutput,
  type ObjectType,
  Webhook,
  type WebhookArgs,
  type WebhookEvent,
  type WebhookSettings,
} from "../../provider";

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
  protectedHeaders: undefined,
});

new Webhook("headers", {
  ...base,
  headers: { A: "a", B: pulumi.output("b"), C: Promise.resolve("c") },
  protectedHeaders: { Authorization: config.requireSecret("token") },
});
new Webhook("whole-maps", {
  ...base,
  headers: pulumi.output({ A: "a" }),
  protectedHeaders: config.requireSecretObject<Record<string, string>>("protectedHeaders"),
  labels: Promise.resolve({ team: "a" }),
});
new Webhook("labels", { ...base, labels: { team: pulumi.secret("a") } });

// Arguments compose like those of every Pulumi package.
interface NotifierArgs extends Omit<WebhookArgs, "url"> {
  readonly channel: string;
}
interface TeamWebhookArgs extends WebhookArgs {
  readonly team: string;
}
const notify = (name: string, { channel, ...args }: NotifierArgs) =>
  new Webhook(name, { ...args, url: `https://hooks.example.com/${channel}` });
const ofTeam = (name: string, { team, ...args }: TeamWebhookArgs) =>
  new Webhook(name, { ...args, headers: { "X-Team": team } });
notify("notifier", { channel: "c", objectType: "pipeline", objectName: "p", event: "pipeline_request_failed" });
ofTeam("team", { ...base, team: "a" });

const objects: { objectType: ObjectType; event: WebhookEvent }[] = [
  { objectType: "deployment", event: "deployment_request_failed" },
  { objectType: "pipeline", event: "pipeline_request_failed" },
];
for (const { objectType, event } of objects) new Webhook(objectType, { ...base, objectType, event });

for (const [index, args] of config.requireObject<WebhookArgs[]>("webhooks").entries()) new Webhook(`w${index}`, args);
for (const settings of config.requireObject<WebhookSettings[]>("settings")) new Webhook("settings", settings);

// @ts-expect-error an event of no object
new Webhook("no-event", { ...base, event: "deployment_request_begun" });
// @ts-expect-error a misspelled argument
new Webhook("misspelled", { ...base, lables: {} });
// @ts-expect-error text for a number
new Webhook("text", { ...base, timeout: "10" });
// @ts-expect-error a number for a label
new Webhook("label", { ...base, labels: { team: 1 } });
// @ts-expect-error the API's list of headers
new Webhook("list", { ...base, headers: [{ key: "A", value: "a" }] });
// @ts-expect-error an Output of that list
new Webhook("output-of-list", { ...base, headers: pulumi.output([{ key: "A", value: "a" }]) });
// @ts-expect-error a header that may be undefined
new Webhook("undefined-header", { ...base, protectedHeaders: { Authorization: config.getSecret("token") } });
// @ts-expect-error a URL that may be undefined
new Webhook("no-url", { ...base, url: config.get("url") });
// @ts-expect-error no arguments
new Webhook("none");

const webhook = new Webhook("outputs", base);
const outputs: [
  pulumi.Output<string>,
  pulumi.Output<Readonly<Record<string, string>>>,
  pulumi.Output<Readonly<Record<string, string>>>,
  pulumi.Output<string | null>,
  pulumi.Output<number>,
] = [webhook.webhookId, webhook.headers, webhook.protectedHeaders, webhook.version, webhook.timeout];
export const header: pulumi.Output<string | undefined> = webhook.headers.apply((headers) => headers["X-A"]);
// @ts-expect-error outputs are not to be written
webhook.timeout = outputs[4];

export const url: pulumi.Output<string> = getWebhookOutput({ name: webhook.name }, { dependsOn: webhook }).url;
// @ts-expect-error a name and a UUID
getWebhookOutput({ name: "n", webhookId: "w" });
