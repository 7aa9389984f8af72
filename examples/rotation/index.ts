import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

const finished = new ubiops.Webhook("request-finished", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: config.require("callbackUrl"),
  headers: { "X-Environment": pulumi.getStack() },
  protectedHeaders: {
    // A preview shows a new value as `~ Authorization: [secret] => [secret]`.
    Authorization: pulumi.interpolate`Bearer ${config.requireSecret("callbackToken")}`,
    "X-Signing-Key": config.requireSecret("signingKey"),
  },
});

export const webhookId = finished.webhookId;
