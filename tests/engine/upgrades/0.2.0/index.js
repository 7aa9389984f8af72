const pulumi = require("@pulumi/pulumi");
const ubiops = require("pulumi-ubiops");

const config = new pulumi.Config();
const callbackUrl = config.require("callbackUrl");
const callbackToken = config.requireSecret("callbackToken");
const signingKey = config.requireSecret("signingKey");

const settings = { objectType: "deployment", objectName: "model", event: "deployment_request_finished", url: "https://hooks.example.com/ubiops" };

const rotated = { Authorization: pulumi.interpolate`Bearer ${callbackToken}` };
const kept = { "X-Signing-Key": signingKey };
const plain = { "X-Environment": pulumi.getStack() };

new ubiops.Webhook("least", settings);
new ubiops.Webhook("most", {
  objectType: "pipeline",
  objectName: "scoring",
  version: "v2",
  event: "pipeline_request_failed",
  url: "https://hooks.example.com/ubiops?to=everyone",
  name: "an explicit name",
  description: "Every field, é and 🚀 included",
  labels: { team: "risk", "cost center": "42" },
  timeout: 30,
  enabled: false,
  retry: true,
  includeResult: true,
  headers: plain,
  protectedHeaders: { ...rotated, ...kept },
});
new ubiops.Webhook("pipeline", { ...settings, objectType: "pipeline", event: "pipeline_request_started", headers: plain });
new ubiops.Webhook("version", { ...settings, version: "v1", protectedHeaders: rotated });
new ubiops.Webhook("two-protected", { ...settings, protectedHeaders: { ...kept, ...rotated } });
new ubiops.Webhook("undeclared-secret", { ...settings, protectedHeaders: { "X-Key": "canary-that-is-not-declared-secret" } });
new ubiops.Webhook("secret-plain", { ...settings, headers: { ...plain, "X-Token": callbackToken, "X-Key": signingKey } });
new ubiops.Webhook("secret-fields", {
  ...settings,
  url: pulumi.interpolate`https://hooks.example.com/${signingKey}`,
  labels: pulumi.secret({ owner: "canary-owner" }),
});
new ubiops.Webhook("adopted", { ...settings, name: "made-by-hand", adoptExisting: true, protectedHeaders: kept });
new ubiops.Webhook("in-office", { ...settings, project: "office" });
new ubiops.Webhook("own-options", settings, { deleteBeforeReplace: true, ignoreChanges: ["description"], customTimeouts: { create: "1m" } });

class Notifications extends pulumi.ComponentResource {
  constructor(name, args, options) {
    super("example:Notifications", name, args, options);
    this.webhook = new ubiops.Webhook(`${name}-failed`, { ...settings, event: "deployment_request_failed", protectedHeaders: rotated }, { parent: this });
    this.registerOutputs({ webhookId: this.webhook.webhookId });
  }
}
const component = new Notifications("notifications", {});

const office = new ubiops.Provider("office", { apiToken: config.requireSecret("officeToken"), project: "office", timeoutSeconds: 60 });
const theirs = new ubiops.Webhook("theirs", { ...settings, url: `${callbackUrl}/theirs`, protectedHeaders: kept }, { provider: office });
new Notifications("office-notifications", {}, { providers: [office] });

const tested = new ubiops.Webhook("tested", { ...settings, url: `${callbackUrl}/tested`, headers: plain, protectedHeaders: kept });
const gate = new ubiops.WebhookTest("gate", { webhook: tested, triggers: ["first", 1] });
new ubiops.WebhookTest("gate-of-theirs", { webhook: theirs });
new ubiops.WebhookTest("of-settings", { ...settings, url: `${callbackUrl}/settings`, protectedHeaders: kept, failOnError: false });
new ubiops.Webhook("after-the-gate", settings, { dependsOn: gate });

const foreign = ubiops.Webhook.get("foreign", "shop/foreign");

module.exports = { id: component.webhook.webhookId, status: gate.status, foreign: foreign.webhookId, headers: foreign.headers };
