import * as pulumi from "@pulumi/pulumi";

import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../engine/dynamic/reference";
import { tokenOf } from "../engine/plugin/tokens";
import { nameSeed } from "../resources/webhook/automatic-name";
import type { ObjectType, WebhookEvent } from "../resources/webhook/fields";
import { declaredInputs, type InputsOf } from "./inputs";
import { isOfType, rootUrn, uuidIn, WEBHOOK_PROPERTIES, WebhookOutputs, withAlias } from "./outputs";
import { warnOfPlainToken } from "./plain-token-warning";
import { muteStackTraces } from "./stack-traces";

/** What a program says of a webhook, as plain values. */
export interface WebhookSettings {
  /**
   * The UbiOps project. A change replaces the webhook.
   * @default the project of the configuration (`ubiops:project`, `UBIOPS_PROJECT`)
   */
  readonly project?: string;
  /**
   * The name of the webhook, unique in its project, 1 to 64 characters. A change renames the webhook.
   *
   * With a name of your own, a replacement deletes the old webhook before it creates the new one, and events in that
   * moment are lost. Without one, the new webhook is created first.
   * @default the logical name with a suffix that is the same in every preview and update
   */
  readonly name?: string;
  /** The URL that UbiOps calls: http(s), without credentials in it. Send those in a protected header. */
  readonly url: string;
  /** The type of object that the webhook belongs to: `"deployment"` or `"pipeline"`. A change replaces the webhook. */
  readonly objectType: ObjectType;
  /** The name of that deployment or pipeline. A change replaces the webhook. */
  readonly objectName: string;
  /**
   * The version of that deployment or pipeline. A change replaces the webhook, and so does removing it.
   * @default the object's default version, whichever that is: it is never drift
   */
  readonly version?: string;
  /** The event that makes UbiOps call, one of the object's type, such as `"deployment_request_finished"`. */
  readonly event: WebhookEvent;
  /**
   * The plain request headers of every call: values by name. Anyone who may read the webhook sees them.
   * @default {}
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The request headers whose values UbiOps hides: values by name. The values are always secret.
   * @default {}
   */
  readonly protectedHeaders?: Readonly<Record<string, string>>;
  /**
   * What the webhook is for, at most 400 characters. Outer whitespace is left out, as in all texts.
   * @default ""
   */
  readonly description?: string;
  /**
   * Labels to find webhooks by: names with values.
   * @default {}
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How long UbiOps waits for the answer to a call, in whole seconds from 1 to 30.
   * @default 10
   */
  readonly timeout?: number;
  /**
   * Whether UbiOps calls at all.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Whether UbiOps repeats a call that fails (a network timeout, or an answer that is neither 2xx nor 3xx).
   * @default false
   */
  readonly retry?: boolean;
  /**
   * Whether calls contain the result of the request.
   * @default false
   */
  readonly includeResult?: boolean;
  /**
   * Whether an existing webhook of this name, for the same object and version, is taken over and changed to what is
   * declared. Otherwise it is an error. It matters only when the resource is created.
   * @default false
   */
  readonly adoptExisting?: boolean;
}

/** The arguments of a `Webhook`. An event of the other object type is refused in the preview. */
export interface WebhookArgs extends InputsOf<WebhookSettings> {}

/**
 * A UbiOps webhook: UbiOps calls its URL when a request of its deployment or pipeline starts, completes, fails or
 * finishes.
 *
 * @example
 * new ubiops.Webhook("request-finished", {
 *   objectType: "deployment",
 *   objectName: "fraud-model",
 *   event: "deployment_request_finished",
 *   url: "https://hooks.example.com/ubiops",
 *   headers: { "X-Environment": pulumi.getStack() },
 *   protectedHeaders: { Authorization: config.requireSecret("callbackToken") },
 * });
 *
 * @see `webhooks_create`, `webhooks_get`, `webhooks_update` and `webhooks_delete` of the UbiOps API
 */
export class Webhook extends WebhookOutputs {
  /**
   * Reads a webhook that the program does not own, and never writes to it. The values of its protected headers are empty.
   * @param id `<project>/<name>` or `<project>/<uuid>`; it is an error if there is no such webhook
   * @example
   * const foreign = ubiops.Webhook.get("foreign", "shop/request-finished");
   * @see `webhooks_get` and `webhooks_list` of the UbiOps API
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Webhook {
    return new Webhook(name, {} as WebhookArgs, { ...options, id });
  }

  constructor(name: string, args: WebhookArgs, options: pulumi.CustomResourceOptions = {}) {
    const isRead = options.id !== undefined;
    const own = isRead
      ? { __external: true, webhookId: undefined }
      : { ...declaredInputs({ ...args }), __seed: seedOf(name, options.parent) };
    const inputs = { ...WEBHOOK_PROPERTIES, ...own, __provider: WEBHOOK_PROVIDER };
    const withTraces = muteStackTraces();
    try {
      super(WEBHOOK_TYPE, name, inputs, withAlias(tokenOf("Webhook"), name, withReplacement(args, options)));
    } finally {
      withTraces();
    }
    if (!isRead) Object.assign(this, { webhookId: uuidIn(this.id) });
    warnOfPlainToken(this, options);
  }

  /** Whether something is a `Webhook`, also one of another copy of this package. */
  static override isInstance(this: void, value: unknown): value is Webhook {
    return isOfType(value, WEBHOOK_TYPE);
  }
}

/** Two webhooks of one name cannot exist together: with a name of its own, the old one goes first. */
export function withReplacement(
  { name }: Partial<WebhookArgs>,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const isNamed = name !== undefined && options.deleteBeforeReplace === undefined;
  return isNamed ? { ...options, deleteBeforeReplace: true } : options;
}

/**
 * What an automatic name is made of. Below a parent it is a promise and not an Output: an Output of the parent's URN depends on the
 * parent, a component depends on all of its children, and two webhooks of one component would wait for each other.
 */
function seedOf(name: string, parent: pulumi.Resource | undefined): string | Promise<string> {
  if (!parent) return nameSeed(name, organization(), rootUrn(WEBHOOK_TYPE, name));
  const urn = pulumi.createUrn(name, WEBHOOK_TYPE, parent);
  return new Promise((resolve) =>
    urn.apply((known) => {
      resolve(nameSeed(name, organization(), known));
    }),
  );
}

/** The organization of the stack; unit tests with mocks may not have one. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "";
  }
}
