import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const MOMENTS = ["started", "completed", "failed", "finished"] as const;

export interface DeploymentWebhooksArgs {
  /** The name of the deployment. */
  readonly deployment: string;
  /** The receiver: each event has its own path below this URL. */
  readonly url: pulumi.Input<string>;
  /** The value of the `Authorization` header. */
  readonly authorization: pulumi.Input<string>;
}

/** A webhook for each of the four events of a deployment. */
export class DeploymentWebhooks extends pulumi.ComponentResource {
  /** The UUIDs of the webhooks, by moment. */
  readonly webhookIds: pulumi.Output<Record<string, string>>;

  constructor(
    name: string,
    { deployment, url, authorization }: DeploymentWebhooksArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("example:ubiops:DeploymentWebhooks", name, {}, options);
    const ids = MOMENTS.map((moment) => {
      const webhook = new ubiops.Webhook(
        `${name}-${moment}`,
        {
          objectType: "deployment",
          objectName: deployment,
          event: `deployment_request_${moment}`,
          url: pulumi.interpolate`${url}/${moment}`,
          protectedHeaders: { Authorization: authorization },
        },
        { parent: this },
      );
      return [moment, webhook.webhookId] as const;
    });
    this.webhookIds = pulumi.output(Object.fromEntries(ids));
    this.registerOutputs({ webhookIds: this.webhookIds });
  }
}
