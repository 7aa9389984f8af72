import * as pulumi from "@pulumi/pulumi";

import type { Declared, PerObject } from "./declared";
import { declaredHeaders, secretArguments } from "./declared-headers";
import { warnOfPlainToken } from "./plain-token-warning";
import { WEBHOOK_TEST_PROVIDER } from "../engine/dynamic/reference";
import { Webhook, type WebhookSettings } from "./webhook";
import { REQUEST_FIELDS, TEST_FIELDS } from "../resources/webhook-test/fields";

const TYPE = "pulumi-nodejs:dynamic/ubiops:WebhookTest";

/** What one test call is made of, as plain values: what a webhook of these settings would send. */
export type WebhookTestSettings = Pick<
  WebhookSettings,
  | "project"
  | "url"
  | "objectType"
  | "objectName"
  | "version"
  | "event"
  | "headers"
  | "timeout"
  | "retry"
  | "includeResult"
>;

/** When a test runs again, and what its failure means. */
export interface WebhookTestOptions {
  /**
   * Whether a failed test fails the update. Otherwise its `status` and `errorMessage` say what happened.
   * @default true
   */
  readonly failOnError?: pulumi.Input<boolean | undefined>;
  /**
   * Values that run a new test when any of them changes: a deployment's revision, a date, a stack's output.
   * @default none
   */
  readonly triggers?: pulumi.Input<readonly unknown[] | undefined>;
}

/** A test of a webhook of the program: everything is taken from it, its project, provider and headers included. */
export interface WebhookTestOfWebhook extends WebhookTestOptions {
  /**
   * The webhook to test, once it is up to date. One that was read with `Webhook.get` has no values of protected headers: where
   * it has such headers, declare the fields of the test instead.
   */
  readonly webhook: Webhook;
}

/** A test of a call that no webhook of the program describes. */
export type WebhookTestOfSettings = WebhookTestOptions &
  Declared<PerObject<WebhookTestSettings>> & { readonly webhook?: never };

/** The arguments of a `WebhookTest`: a `webhook`, or the fields of one. */
export type WebhookTestArgs = WebhookTestOfWebhook | WebhookTestOfSettings;

/**
 * A real test call, which UbiOps makes on `pulumi up`: the update waits for its end, and fails where it fails.
 *
 * A preview and `pulumi destroy` send nothing, and an update sends nothing where nothing changed. A new test runs when a
 * setting or a trigger changes, and after every test that did not complete.
 *
 * @example
 * new ubiops.WebhookTest("smoke", { webhook: finished });
 *
 * @see `webhook_tests_create` and `webhook_tests_get` of the UbiOps API
 */
export class WebhookTest extends pulumi.CustomResource {
  /** The UUID of the last test. */
  declare readonly testId: pulumi.Output<string>;
  /** How the last test ended: `"completed"` or `"failed"`; `"pending"` where it did not end in time. */
  declare readonly status: pulumi.Output<"completed" | "failed" | "pending">;
  /** Why the test failed, secrets masked; a secret as a whole where the URL or a header is one. */
  declare readonly errorMessage: pulumi.Output<string | undefined>;

  constructor(name: string, args: WebhookTestArgs, options: pulumi.CustomResourceOptions = {}) {
    const { webhook, ...rest } = args;
    const provider = options.provider ?? webhook?.getProvider(TYPE);
    const settled = provider ? { ...options, provider } : options;
    const settings: Readonly<Record<string, unknown>> = { ...rest, ...(webhook && settingsOf(webhook)) };
    const inputs = { ...settings, headers: declaredHeaders(settings["headers"]), __secrets: secretArguments(settings) };
    super(TYPE, name, { ...NOTHING_KNOWN, ...inputs, __provider: WEBHOOK_TEST_PROVIDER }, settled);
    warnOfPlainToken(this, settled);
  }

  /** Whether something is a `WebhookTest`, also one of another copy of this package. */
  static override isInstance(this: void, value: unknown): value is WebhookTest {
    return pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: unknown }).__pulumiType === TYPE;
  }
}

/** Every output, so that each is there before the engine answers. */
const NOTHING_KNOWN = Object.fromEntries(
  [...Object.keys(TEST_FIELDS), "headers", "testId", "status", "errorMessage"].map((name) => [name, undefined]),
);

function settingsOf(webhook: Webhook): Record<string, unknown> {
  if (!Webhook.isInstance(webhook)) throw new Error("webhook: must be a Webhook of this program");
  const taken = [...Object.keys(REQUEST_FIELDS), "headers"];
  return Object.fromEntries(Object.entries(webhook).filter(([name]) => taken.includes(name)));
}
