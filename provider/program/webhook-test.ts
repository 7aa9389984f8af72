import * as pulumi from "@pulumi/pulumi";

import { WEBHOOK_TEST_PROVIDER, WEBHOOK_TEST_TYPE } from "../engine/dynamic/reference";
import { tokenOf } from "../engine/plugin/tokens";
import { REQUEST_FIELDS } from "../resources/webhook-test/fields";
import { declaredInputs, type InputsOf } from "./inputs";
import { isOfType, WEBHOOK_TEST_PROPERTIES, type WebhookOutputs, WebhookTestOutputs, withAlias } from "./outputs";
import { warnOfPlainToken } from "./plain-token-warning";
import { muteStackTraces } from "./stack-traces";
import { Webhook, type WebhookSettings } from "./webhook";

/** What one test call is made of, as plain values: what a webhook of these settings would send. */
export type WebhookTestSettings = Pick<WebhookSettings, keyof typeof REQUEST_FIELDS>;

/** The arguments of a `WebhookTest`: either `webhook`, or the settings of one. */
export interface WebhookTestArgs extends Partial<InputsOf<WebhookTestSettings>> {
  /**
   * The webhook to test once it is up to date: everything is taken from it, its project, provider and headers included.
   * One that was read with `Webhook.get` has no values of protected headers: declare the settings of the test instead.
   * @default none: the settings describe the call
   */
  readonly webhook?: Webhook;
  /**
   * Whether a failed test fails the update. Otherwise `status` and `errorMessage` say what happened.
   * @default true
   */
  readonly failOnError?: pulumi.Input<boolean | undefined>;
  /**
   * Values that run a new test when one of them changes: the revision of a deployment, a date, an output of a stack.
   * @default none
   */
  readonly triggers?: pulumi.Input<readonly unknown[] | undefined>;
}

/**
 * A real test call, which UbiOps makes on `pulumi up`: the update waits for its end, and fails if it fails.
 *
 * A preview and `pulumi destroy` send nothing. An update sends nothing if nothing changed. A new test runs when a setting
 * or a trigger changes, and after every test that did not complete.
 *
 * @example
 * new ubiops.WebhookTest("smoke", { webhook: finished });
 *
 * @see `webhook_tests_create` and `webhook_tests_get` of the UbiOps API
 */
export class WebhookTest extends WebhookTestOutputs {
  constructor(name: string, args: WebhookTestArgs, options: pulumi.CustomResourceOptions = {}) {
    const { webhook, ...own } = args;
    if (webhook && !Webhook.isInstance(webhook)) throw new Error("webhook: must be a Webhook of this program.");
    const provider = options.provider ?? webhook?.getProvider(WEBHOOK_TEST_TYPE);
    const withProvider = provider ? { ...options, provider } : options;
    const declared = declaredInputs({ ...own, ...(webhook && settingsOf(webhook)) });
    const inputs = { ...WEBHOOK_TEST_PROPERTIES, ...declared, __provider: WEBHOOK_TEST_PROVIDER };
    const withTraces = muteStackTraces();
    try {
      super(WEBHOOK_TEST_TYPE, name, inputs, withAlias(tokenOf("WebhookTest"), name, withProvider));
    } finally {
      withTraces();
    }
    warnOfPlainToken(this, withProvider);
  }

  /** Whether something is a `WebhookTest`, also one of another copy of this package. */
  static override isInstance(this: void, value: unknown): value is WebhookTest {
    return isOfType(value, WEBHOOK_TEST_TYPE);
  }
}

/** What a test takes from a webhook of the program. */
export function settingsOf(webhook: WebhookOutputs): Record<string, unknown> {
  const taken = Object.keys(REQUEST_FIELDS);
  return Object.fromEntries(Object.entries(webhook).filter(([name]) => taken.includes(name)));
}
