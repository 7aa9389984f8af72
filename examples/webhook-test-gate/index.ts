import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

const failed = new ubiops.Webhook("request-failed", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_failed",
  url: config.require("callbackUrl"),
  protectedHeaders: { Authorization: config.requireSecret("callbackToken") },
});

// `pulumi up` stops here if the receiver does not answer. `release` runs the test again for every release.
const gate = new ubiops.WebhookTest("receiver-answers", { webhook: failed, triggers: [config.get("release")] });

// This webhook is created only after the test has completed.
const finished = new ubiops.Webhook(
  "request-finished",
  {
    objectType: "deployment",
    objectName: "fraud-model",
    event: "deployment_request_finished",
    url: config.require("callbackUrl"),
  },
  { dependsOn: gate },
);

export const testStatus = gate.status;
export const webhookId = finished.webhookId;
