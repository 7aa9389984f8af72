import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

// The organization of the stack configuration (`ubiops:apiToken`, `ubiops:project`).
const own = new ubiops.Webhook("own", {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: config.require("callbackUrl"),
});

// A second organization, with its own token and project.
const partner = new ubiops.Provider("partner", {
  apiToken: config.requireSecret("partnerToken"),
  apiHost: config.get("partnerHost"),
  project: config.require("partnerProject"),
});

const theirs = new ubiops.Webhook(
  "theirs",
  {
    objectType: "pipeline",
    objectName: "scoring",
    event: "pipeline_request_finished",
    url: config.require("callbackUrl"),
  },
  { provider: partner },
);

export const ids = [own.id, theirs.id];
