import * as pulumi from "@pulumi/pulumi";

import { EXPLICIT } from "../shared/configuration";

const PACKAGE = "pulumi-nodejs";
const TYPE = `pulumi:providers:${PACKAGE}`;

/** The settings of another organization. */
export interface ProviderArgs {
  /** The API token, with or without the leading `Token `. It is a secret in the state, whether it is declared as one or not. */
  readonly apiToken: pulumi.Input<string>;
  /**
   * The API's address.
   * @default `ubiops:apiHost` of the stack config, `UBIOPS_API_HOST`, or `https://api.ubiops.com/v2.1`
   */
  readonly apiHost?: pulumi.Input<string | undefined>;
  /**
   * The project of every resource that names none.
   * @default none: it is never that of the stack config or the environment
   */
  readonly project?: pulumi.Input<string | undefined>;
  /**
   * The time budget of one operation, in seconds.
   * @default `ubiops:timeoutSeconds` of the stack config, or 120
   */
  readonly timeoutSeconds?: pulumi.Input<number | undefined>;
}

/**
 * A second organization, or a second UbiOps, in one program. Resources use it by the option `provider`, those of a component
 * by `providers`.
 *
 * Its token and project are its own: neither falls back to the stack config or the environment.
 *
 * @example
 * const other = new ubiops.Provider("other-organization", { apiToken: config.requireSecret("otherToken"), project: "shop" });
 * new ubiops.Webhook("finished", { ... }, { provider: other });
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, options?: pulumi.ResourceOptions) {
    const { apiToken, apiHost, project, timeoutSeconds } = args;
    if ((apiToken as unknown) === undefined)
      throw new Error(
        `Provider "${name}": apiToken is required, and is not taken from the environment: pass it, such as config.requireSecret("otherToken").`,
      );
    const orConfigured = (key: string, own: pulumi.Input<string | number | undefined>) =>
      pulumi.output(own).apply((value) => value?.toString() ?? pulumi.runtime.getConfig(`ubiops:${key}`));
    super(
      PACKAGE,
      name,
      {
        [EXPLICIT]: "true",
        "ubiops:apiToken": pulumi.secret(apiToken),
        "ubiops:apiHost": orConfigured("apiHost", apiHost),
        "ubiops:project": project,
        "ubiops:timeoutSeconds": orConfigured("timeoutSeconds", timeoutSeconds),
      },
      options,
    );
  }
  /** Whether something is a provider of dynamic resources, which those of this package are. */
  static override isInstance(this: void, value: unknown): value is Provider {
    return pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: unknown }).__pulumiType === TYPE;
  }
}
