import * as pulumi from "@pulumi/pulumi";

import { WEBHOOK_TEST_TYPE, WEBHOOK_TYPE } from "../engine/dynamic/reference";
import { PACKAGE, tokenOf } from "../engine/plugin/tokens";
import { MANIFEST, pluginDownloadUrl } from "../shared/manifest";
import { compact } from "../shared/values";
import { type ProviderArgs, providerSettings } from "./explicit-provider";
import { protectedInputs } from "./inputs";
import {
  isOfType,
  uuidIn,
  WEBHOOK_PROPERTIES,
  WEBHOOK_TEST_PROPERTIES,
  WebhookOutputs,
  WebhookTestOutputs,
  withAlias,
} from "./outputs";
import { muteStackTraces } from "./stack-traces";
import { type WebhookArgs, withReplacement } from "./webhook";
import { settingsOf, type WebhookTestArgs as DynamicWebhookTestArgs } from "./webhook-test";

const TYPE = tokenOf("Webhook");
const TEST_TYPE = tokenOf("WebhookTest");

/** Which plugin the engine takes, and from where if it is not installed. */
const PLUGIN = compact({ version: MANIFEST.version, pluginDownloadURL: pluginDownloadUrl() });

/**
 * A UbiOps webhook, served by the plugin: UbiOps calls its URL when a request of its deployment or pipeline starts,
 * completes, fails or finishes. The arguments are those of the dynamic resource, and a program can go from one to the
 * other.
 */
export class Webhook extends WebhookOutputs {
  /**
   * Reads a webhook that the program does not own, and never writes to it. The values of its protected headers are empty.
   * @param id `<project>/<name>` or `<project>/<uuid>`; it is an error if there is no such webhook
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Webhook {
    return new Webhook(name, {} as WebhookArgs, { ...options, id });
  }

  constructor(name: string, args: WebhookArgs, options: pulumi.CustomResourceOptions = {}) {
    const isRead = options.id !== undefined;
    const inputs = { ...WEBHOOK_PROPERTIES, ...(isRead && { webhookId: undefined }), ...protectedInputs({ ...args }) };
    const withTraces = muteStackTraces();
    try {
      super(TYPE, name, inputs, withAlias(WEBHOOK_TYPE, name, { ...PLUGIN, ...withReplacement(args, options) }));
    } finally {
      withTraces();
    }
    if (!isRead) Object.assign(this, { webhookId: uuidIn(this.id) });
  }

  /** Whether something is a `Webhook` of the plugin, also one of another copy of this package. */
  static override isInstance(this: void, value: unknown): value is Webhook {
    return isOfType(value, TYPE);
  }
}

/** The arguments of a `WebhookTest`: either `webhook`, or the settings of one. */
export interface WebhookTestArgs extends Omit<DynamicWebhookTestArgs, "webhook"> {
  /**
   * The webhook to test once it is up to date: everything is taken from it, its project, provider and headers included.
   * @default none: the settings describe the call
   */
  readonly webhook?: Webhook;
}

/** A real test call, which UbiOps makes on `pulumi up`: the update waits for its end, and fails if it fails. */
export class WebhookTest extends WebhookTestOutputs {
  constructor(name: string, args: WebhookTestArgs, options: pulumi.CustomResourceOptions = {}) {
    const { webhook, ...own } = args;
    if (webhook && !Webhook.isInstance(webhook)) throw new Error("webhook: must be a Webhook of this program.");
    const provider = options.provider ?? webhook?.getProvider(TEST_TYPE);
    const declared = protectedInputs({ ...own, ...(webhook && settingsOf(webhook)) });
    const inputs = { ...WEBHOOK_TEST_PROPERTIES, ...declared };
    const withTraces = muteStackTraces();
    try {
      super(
        TEST_TYPE,
        name,
        inputs,
        withAlias(WEBHOOK_TEST_TYPE, name, { ...PLUGIN, ...options, ...(provider && { provider }) }),
      );
    } finally {
      withTraces();
    }
  }

  /** Whether something is a `WebhookTest` of the plugin, also one of another copy of this package. */
  static override isInstance(this: void, value: unknown): value is WebhookTest {
    return isOfType(value, TEST_TYPE);
  }
}

/**
 * A second organization, or a second UbiOps, in one program. Its token and project are its own: neither falls back to the
 * stack config or the environment.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, options: pulumi.ResourceOptions = {}) {
    const inputs = providerSettings(name, args);
    const withTraces = muteStackTraces();
    try {
      super(PACKAGE, name, inputs, { ...PLUGIN, ...options });
    } finally {
      withTraces();
    }
  }

  /** Whether something is a provider of the plugin. */
  static override isInstance(this: void, value: unknown): value is Provider {
    return isOfType(value, `pulumi:providers:${PACKAGE}`);
  }
}
