import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

const finished = new ubiops.Webhook("request-finished", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: config.require("callbackUrl"),
  headers: [
    // A new value shows in a preview as `revision: 1 => 2`, and nothing else of it.
    {
      key: "Authorization",
      value: pulumi.interpolate`Bearer ${config.requireSecret("callbackToken")}`,
      protected: true,
    },
    { key: "X-Signing-Key", value: config.requireSecret("signingKey"), protected: true },
    { key: "X-Environment", value: pulumi.getStack() },
  ],
});

export const webhookId = finished.webhookId;
