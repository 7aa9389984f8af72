const pulumi = require("@pulumi/pulumi");
const ubiops = require("pulumi-ubiops");

const config = new pulumi.Config();
const callbackUrl = config.require("callbackUrl");
const callbackToken = config.requireSecret("callbackToken");
const signingKey = config.requireSecret("signingKey");

const settings = { objectType: "deployment", objectName: "model", event: "deployment_request_finished", url: "https://hooks.example.com/ubiops" };

const rotated = { key: "Authorization", value: pulumi.interpolate`Bearer ${callbackToken}`, protected: true };
const kept = { key: "X-Signing-Key", value: signingKey, protected: true };
const plain = { key: "X-Environment", value: pulumi.getStack() };

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
  headers: [rotated, kept, plain],
});
new ubiops.Webhook("pipeline", { ...settings, objectType: "pipeline", event: "pipeline_request_started", headers: [plain] });
new ubiops.Webhook("version", { ...settings, version: "v1", headers: [rotated] });
new ubiops.Webhook("two-protected", { ...settings, headers: [kept, rotated] });
new ubiops.Webhook("undeclared-secret", { ...settings, headers: [{ key: "X-Key", value: "canary-that-is-not-declared-secret", protected: true }] });
new ubiops.Webhook("secret-plain", { ...settings, headers: [plain, { key: "X-Token", value: callbackToken }, { key: "X-Key", value: signingKey }] });
new ubiops.Webhook("secret-fields", {
  ...settings,
  url: pulumi.interpolate`https://hooks.example.com/${signingKey}`,
  labels: pulumi.secret({ owner: "canary-owner" }),
});
new ubiops.Webhook("adopted", { ...settings, name: "made-by-hand", adoptExisting: true, headers: [kept] });
new ubiops.Webhook("in-office", { ...settings, project: "office" });
new ubiops.Webhook("own-options", settings, { deleteBeforeReplace: true, ignoreChanges: ["description"], customTimeouts: { create: "1m" } });

class Notifications extends pulumi.ComponentResource {
  constructor(name, args, options) {
    super("example:Notifications", name, args, options);
    this.webhook = new ubiops.Webhook(`${name}-failed`, { ...settings, event: "deployment_request_failed", headers: [rotated] }, { parent: this });
    this.registerOutputs({ webhookId: this.webhook.webhookId });
  }
}
const component = new Notifications("notifications", {});

const office = new ubiops.Provider("office", { apiToken: config.requireSecret("officeToken"), project: "office", timeoutSeconds: 60 });
const theirs = new ubiops.Webhook("theirs", { ...settings, url: `${callbackUrl}/theirs`, headers: [kept] }, { provider: office });
new Notifications("office-notifications", {}, { providers: [office] });

const tested = new ubiops.Webhook("tested", { ...settings, url: `${callbackUrl}/tested`, headers: [kept, plain] });
const gate = new ubiops.WebhookTest("gate", { webhook: tested, triggers: ["first", 1] });
new ubiops.WebhookTest("gate-of-theirs", { webhook: theirs });
new ubiops.WebhookTest("of-settings", { ...settings, url: `${callbackUrl}/settings`, headers: [kept], failOnError: false });
new ubiops.Webhook("after-the-gate", settings, { dependsOn: gate });

const foreign = ubiops.Webhook.get("foreign", "shop/foreign");

module.exports = { id: component.webhook.webhookId, status: gate.status, foreign: foreign.webhookId, headers: foreign.headers };
