import * as pulumi from "@pulumi/pulumi";

import { tokenOf } from "../engine/plugin/tokens";
import { FIELDS, type ObjectType, type WebhookEvent } from "../resources/webhook/fields";
import { parseId } from "../resources/webhook/identity";
import { TEST_FIELDS } from "../resources/webhook-test/fields";

/** What a webhook has in a program, whichever provider serves it. */
export abstract class WebhookOutputs extends pulumi.CustomResource {
  /** The UbiOps project. */
  declare readonly project: pulumi.Output<string>;
  /** The name of the webhook, unique in its project. */
  declare readonly name: pulumi.Output<string>;
  /** The URL that UbiOps calls. */
  declare readonly url: pulumi.Output<string>;
  /** The type of object that the webhook belongs to. */
  declare readonly objectType: pulumi.Output<ObjectType>;
  /** The name of that deployment or pipeline. */
  declare readonly objectName: pulumi.Output<string>;
  /** The declared version; null if none is declared. */
  declare readonly version: pulumi.Output<string | null>;
  /** The event that makes UbiOps call. */
  declare readonly event: pulumi.Output<WebhookEvent>;
  /** The plain headers: values by name. */
  declare readonly headers: pulumi.Output<Readonly<Record<string, string>>>;
  /** The protected headers: values by name, all of them secrets. */
  declare readonly protectedHeaders: pulumi.Output<Readonly<Record<string, string>>>;
  /** What the webhook is for. */
  declare readonly description: pulumi.Output<string>;
  /** Labels to find the webhook by. */
  declare readonly labels: pulumi.Output<Readonly<Record<string, string>>>;
  /** How long UbiOps waits for the answer to a call, in seconds. */
  declare readonly timeout: pulumi.Output<number>;
  /** Whether UbiOps calls at all. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Whether UbiOps repeats a call that fails. */
  declare readonly retry: pulumi.Output<boolean>;
  /** Whether calls contain the result of the request. */
  declare readonly includeResult: pulumi.Output<boolean>;
  /** Whether an existing webhook may be taken over when this one is created. */
  declare readonly adoptExisting: pulumi.Output<boolean>;
  /** The UUID that UbiOps gave the webhook. A rename keeps it. */
  declare readonly webhookId: pulumi.Output<string>;

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
    super(type, name, { ...WEBHOOK_PROPERTIES, ...inputs }, options);
    // The id holds the UUID, and unlike other outputs it is known in the preview of an update.
    if (options.id === undefined) this.webhookId = this.id.apply((id) => parseId(id)?.key ?? id);
  }
}

/** What a webhook test has in a program, whichever provider serves it. */
export abstract class WebhookTestOutputs extends pulumi.CustomResource {
  /** The UUID of the last test. */
  declare readonly testId: pulumi.Output<string>;
  /** How the last test ended: `"completed"` or `"failed"`; `"pending"` if it did not end in time. */
  declare readonly status: pulumi.Output<"completed" | "failed" | "pending">;
  /** Why the test failed, secrets masked; null if it did not. A secret as a whole if the URL or a header is one. */
  declare readonly errorMessage: pulumi.Output<string | null>;

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
    super(type, name, { ...WEBHOOK_TEST_PROPERTIES, ...inputs }, options);
  }
}

/** Every property, so that each output is there before the engine answers. */
const undefinedProperties = (names: readonly string[]): pulumi.Inputs =>
  Object.fromEntries(names.map((name) => [name, undefined]));

const WEBHOOK_PROPERTIES = undefinedProperties([...Object.keys(FIELDS), "webhookId"]);
const WEBHOOK_TEST_PROPERTIES = undefinedProperties([...Object.keys(TEST_FIELDS), "testId", "status", "errorMessage"]);

/** The options of a dynamic resource: it may have been one of the plugin before. */
export const withAlias = (name: string, options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions => ({
  ...options,
  aliases: [...(options.aliases ?? []), { type: tokenOf(name) }],
});
