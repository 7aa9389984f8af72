import * as pulumi from "@pulumi/pulumi";

import { DeploymentWebhooks } from "./deployment-webhooks";

const config = new pulumi.Config();

const fraud = new DeploymentWebhooks("fraud", {
  deployment: "fraud-model",
  url: config.require("callbackUrl"),
  authorization: config.requireSecret("callbackToken"),
});

export const webhookIds = fraud.webhookIds;
