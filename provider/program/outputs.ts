import * as pulumi from "@pulumi/pulumi";

import { FIELDS, type ObjectType, type WebhookEvent } from "../resources/webhook/fields";
import { parseId } from "../resources/webhook/identity";
import { TEST_FIELDS } from "../resources/webhook-test/fields";

/** What a webhook has in a program, whichever provider serves it. */
declare abstract class WebhookWithOutputs extends pulumi.CustomResource {
  /** The UbiOps project. */
  readonly project: pulumi.Output<string>;
  /** The name of the webhook, unique in its project. */
  readonly name: pulumi.Output<string>;
  /** The URL that UbiOps calls. */
  readonly url: pulumi.Output<string>;
  /** The type of object that the webhook belongs to. */
  readonly objectType: pulumi.Output<ObjectType>;
  /** The name of that deployment or pipeline. */
  readonly objectName: pulumi.Output<string>;
  /** The declared version; null if none is declared. */
  readonly version: pulumi.Output<string | null>;
  /** The event that makes UbiOps call. */
  readonly event: pulumi.Output<WebhookEvent>;
  /** The plain headers: values by name. */
  readonly headers: pulumi.Output<Readonly<Record<string, string>>>;
  /** The protected headers: values by name, all of them secrets. */
  readonly protectedHeaders: pulumi.Output<Readonly<Record<string, string>>>;
  /** What the webhook is for. */
  readonly description: pulumi.Output<string>;
  /** Labels to find the webhook by. */
  readonly labels: pulumi.Output<Readonly<Record<string, string>>>;
  /** How long UbiOps waits for the answer to a call, in seconds. */
  readonly timeout: pulumi.Output<number>;
  /** Whether UbiOps calls at all. */
  readonly enabled: pulumi.Output<boolean>;
  /** Whether UbiOps repeats a call that fails. */
  readonly retry: pulumi.Output<boolean>;
  /** Whether calls contain the result of the request. */
  readonly includeResult: pulumi.Output<boolean>;
  /** Whether an existing webhook may be taken over when this one is created. */
  readonly adoptExisting: pulumi.Output<boolean>;
  /** The UUID that UbiOps gave the webhook. A rename keeps it. */
  readonly webhookId: pulumi.Output<string>;
}

/** What a webhook test has in a program, whichever provider serves it. */
declare abstract class WebhookTestWithOutputs extends pulumi.CustomResource {
  /** The UUID of the last test. */
  readonly testId: pulumi.Output<string>;
  /** How the last test ended: `"completed"` or `"failed"`; `"pending"` if it did not end in time. */
  readonly status: pulumi.Output<"completed" | "failed" | "pending">;
  /** Why the test failed, secrets masked; null if it did not. A secret as a whole if the URL or a header is one. */
  readonly errorMessage: pulumi.Output<string | null>;
}

export type WebhookOutputs = WebhookWithOutputs;
export type WebhookTestOutputs = WebhookTestWithOutputs;

// Classes in their types alone: the SDK counts constructors to find the line of the program, and expects no further one.
export const WebhookOutputs = pulumi.CustomResource as typeof WebhookWithOutputs;
export const WebhookTestOutputs = pulumi.CustomResource as typeof WebhookTestWithOutputs;

const undefinedProperties = (names: readonly string[]): pulumi.Inputs =>
  Object.fromEntries(names.map((name) => [name, undefined]));

/** Every property of a webhook, so that each output is there before the engine answers. */
export const WEBHOOK_PROPERTIES = undefinedProperties(Object.keys(FIELDS));
/** Every property of a webhook test. */
export const WEBHOOK_TEST_PROPERTIES = undefinedProperties([
  ...Object.keys(TEST_FIELDS),
  "testId",
  "status",
  "errorMessage",
]);

/** The UUID in the id of a webhook: unlike other outputs, the id is known in the preview of an update. */
export const uuidIn = (id: pulumi.Output<string>): pulumi.Output<string> =>
  id.apply((known) => parseId(known)?.key ?? known);

/** The URN of a resource without a parent. Unlike `createUrn` it makes no Outputs, which cost a program a dozen promises each. */
export const rootUrn = (type: string, name: string): string =>
  `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;

/** Whether something is a resource of this type, also one of another copy of this package. */
export const isOfType = (value: unknown, type: string): boolean =>
  pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: unknown }).__pulumiType === type;

/** The options of a resource that may have been one of another type before: one of the plugin, or a dynamic one. */
export const withAlias = (
  type: string,
  name: string,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions => ({
  ...options,
  aliases: [...(options.aliases ?? []), options.parent ? { type } : rootUrn(type, name)],
});
