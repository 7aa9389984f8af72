import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

// The stack that runs the receiver exports `receiverUrl` and, as a secret, `receiverToken`.
const receiver = new pulumi.StackReference(config.require("receiverStack"));

const finished = new ubiops.Webhook("request-finished", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: receiver.requireOutput("receiverUrl").apply(String),
  protectedHeaders: { Authorization: receiver.requireOutput("receiverToken").apply(String) },
});

export const url = finished.url;
