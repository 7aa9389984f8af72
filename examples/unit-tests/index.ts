import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

export const finished = new ubiops.Webhook("request-finished", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: config.require("callbackUrl"),
  protectedHeaders: { Authorization: config.requireSecret("callbackToken") },
});
