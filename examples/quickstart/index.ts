import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

const finished = new ubiops.Webhook("request-finished", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: config.require("callbackUrl"),
  headers: { "X-Environment": pulumi.getStack() },
  protectedHeaders: { Authorization: config.requireSecret("callbackToken") },
  retry: true,
});

export const webhookId = finished.webhookId;
export const webhookName = finished.name;
