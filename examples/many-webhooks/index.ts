import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

/** One line for each deployment: which team is called, and when. */
const TABLE = [
  { deployment: "fraud-model", team: "risk", moments: ["failed", "finished"] },
  { deployment: "churn-model", team: "marketing", moments: ["finished"] },
  { deployment: "price-model", team: "sales", moments: ["started", "completed", "failed"] },
] as const;

const webhooks = TABLE.flatMap(({ deployment, team, moments }) =>
  moments.map(
    (moment) =>
      new ubiops.Webhook(`${deployment}-${moment}`, {
        objectType: "deployment",
        objectName: deployment,
        event: `deployment_request_${moment}`,
        url: `${config.require("callbackUrl")}/${team}`,
        labels: { team },
        protectedHeaders: { Authorization: config.requireSecret("callbackToken") },
      }),
  ),
);

export const names = webhooks.map(({ name }) => name);
