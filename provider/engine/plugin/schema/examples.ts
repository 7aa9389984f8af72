const WEBHOOK_TYPESCRIPT = `
import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops/native";

const config = new pulumi.Config();
new ubiops.Webhook("request-finished", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
  headers: { "X-Environment": pulumi.getStack() },
  protectedHeaders: { Authorization: config.requireSecret("callbackToken") },
});`;

const WEBHOOK_PYTHON = `
import pulumi
import pulumi_ubiops as ubiops

config = pulumi.Config()
ubiops.Webhook(
    "request-finished",
    object_type="deployment",
    object_name="fraud-model",
    event="deployment_request_finished",
    url="https://hooks.example.com/ubiops",
    headers={"X-Environment": pulumi.get_stack()},
    protected_headers={"Authorization": config.require_secret("callbackToken")},
)`;

const WEBHOOK_YAML = `
config:
  callbackToken:
    type: string
    secret: true
resources:
  request-finished:
    type: ubiops:Webhook
    properties:
      objectType: deployment
      objectName: fraud-model
      event: deployment_request_finished
      url: https://hooks.example.com/ubiops
      headers: { X-Environment: production }
      protectedHeaders: { Authorization: "\${callbackToken}" }`;

/** A webhook, by language. */
export const WEBHOOK_EXAMPLES = { typescript: WEBHOOK_TYPESCRIPT, python: WEBHOOK_PYTHON, yaml: WEBHOOK_YAML };

const TEST_TYPESCRIPT = `
import * as ubiops from "pulumi-ubiops/native";

new ubiops.WebhookTest("smoke", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
});`;

const TEST_PYTHON = `
import pulumi_ubiops as ubiops

ubiops.WebhookTest(
    "smoke",
    object_type="deployment",
    object_name="fraud-model",
    event="deployment_request_finished",
    url="https://hooks.example.com/ubiops",
)`;

const TEST_YAML = `
resources:
  smoke:
    type: ubiops:WebhookTest
    properties:
      objectType: deployment
      objectName: fraud-model
      event: deployment_request_finished
      url: https://hooks.example.com/ubiops`;

/** A test of a webhook, by language. */
export const WEBHOOK_TEST_EXAMPLES = { typescript: TEST_TYPESCRIPT, python: TEST_PYTHON, yaml: TEST_YAML };
