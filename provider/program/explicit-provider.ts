import * as pulumi from "@pulumi/pulumi";

import { EXPLICIT } from "../shared/configuration";
import { isOfType } from "./outputs";
import { muteStackTraces } from "./stack-traces";

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
    const settings = Object.entries(providerSettings(name, args));
    const inputs: pulumi.Inputs = Object.fromEntries(settings.map(([key, value]) => [`ubiops:${key}`, value] as const));
    const withTraces = muteStackTraces();
    try {
      super(PACKAGE, name, { [EXPLICIT]: "true", ...inputs }, options);
    } finally {
      withTraces();
    }
  }

  /** Whether something is a provider of dynamic resources, which those of this package are. */
  static override isInstance(this: void, value: unknown): value is Provider {
    return isOfType(value, TYPE);
  }
}

/** The settings of a provider by their keys, the token a secret. */
export function providerSettings(name: string, args: ProviderArgs): Record<string, pulumi.Input<string | undefined>> {
  const { apiToken, apiHost, project, timeoutSeconds } = args;
  if ((apiToken as unknown) === undefined) {
    throw new Error(
      `Provider "${name}": apiToken is required, and is not taken from the environment: pass it, such as config.requireSecret("otherToken").`,
    );
  }
  const orConfigured = (key: string, own: pulumi.Input<string | number | undefined>) =>
    pulumi.output(own).apply((value) => value?.toString() ?? pulumi.runtime.getConfig(`ubiops:${key}`));
  return {
    apiToken: pulumi.secret(apiToken),
    apiHost: orConfigured("apiHost", apiHost),
    project,
    timeoutSeconds: orConfigured("timeoutSeconds", timeoutSeconds),
  };
}
