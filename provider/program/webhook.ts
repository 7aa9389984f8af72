import * as pulumi from "@pulumi/pulumi";

import type { Declared, PerObject } from "./declared";
import { declaredHeaders, refuseHiddenLabels, secretArguments } from "./declared-headers";
import { FIELDS } from "../resources/webhook/fields";
import { parseId } from "../resources/webhook/identity";
import { nameSeed } from "../resources/webhook/automatic-name";
import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../engine/dynamic/reference";
import type { ObjectType, WebhookEvent, WebhookHeaderInput, WebhookHeaders } from "../resources/webhook/types";
import { warnOfPlainToken } from "./plain-token-warning";

/** What a program may say of a webhook, as plain values. */
export interface WebhookSettings {
  /**
   * The UbiOps project. A change replaces the webhook.
   * @default the configured project (`ubiops:project`, `UBIOPS_PROJECT`)
   */
  readonly project?: string;
  /**
   * The webhook's name, unique in its project, 1 to 64 characters. A change renames the webhook.
   *
   * With a name of your own, a replacement deletes the old webhook before the new one is made, and events in that
   * moment are lost; without one the new webhook is made first.
   * @default the logical name and a suffix that is the same in every preview and update
   */
  readonly name?: string;
  /** Where UbiOps sends its calls: an http(s) URL without credentials in it (send those in a protected header). */
  readonly url: string;
  /** What the webhook belongs to: `"deployment"` or `"pipeline"`. A change replaces the webhook. */
  readonly objectType: ObjectType;
  /** The name of that deployment or pipeline. A change replaces the webhook. */
  readonly objectName: string;
  /**
   * The version of that deployment or pipeline. A change replaces the webhook, and so does taking it out.
   * @default the object's default version, whichever that is: it is then never drift
   */
  readonly version?: string;
  /** What makes UbiOps call: an event of the object's type, such as `"deployment_request_finished"`. */
  readonly event: WebhookEvent;
  /**
   * The request headers of every call. In the outputs they are a map by name.
   * @default none
   */
  readonly headers?: readonly WebhookHeaderInput[];
  /**
   * What the webhook is for, at most 400 characters. Outer blanks are left out, as in all texts.
   * @default ""
   */
  readonly description?: string;
  /**
   * Names with values to find webhooks by.
   * @default none
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
   * Whether calls hold the result of the request.
   * @default false
   */
  readonly includeResult?: boolean;
  /**
   * Whether a webhook of this name that exists already, for the same object and version, is taken over and changed to
   * what is declared, instead of being an error. It matters at the creation alone.
   * @default false
   */
  readonly adoptExisting?: boolean;
}

/** The arguments of a `Webhook`. The events are those of its object's type: another one does not compile. */
export type WebhookArgs = Declared<PerObject<WebhookSettings>>;

/**
 * A UbiOps webhook: UbiOps calls its URL when a request of its deployment or pipeline starts, completes, fails or finishes.
 *
 * @example
 * new ubiops.Webhook("request-finished", {
 *   objectType: "deployment",
 *   objectName: "fraud-model",
 *   event: "deployment_request_finished",
 *   url: "https://hooks.example.com/ubiops",
 *   headers: [{ key: "Authorization", value: config.requireSecret("callbackToken"), protected: true }],
 * });
 *
 * @see `webhooks_create`, `webhooks_get`, `webhooks_update` and `webhooks_delete` of the UbiOps API
 */
export class Webhook extends pulumi.CustomResource {
  /** The UbiOps project. */
  declare readonly project: pulumi.Output<string>;
  /** The webhook's name, unique in its project. */
  declare readonly name: pulumi.Output<string>;
  /** Where UbiOps sends its calls. */
  declare readonly url: pulumi.Output<string>;
  /** What the webhook belongs to. */
  declare readonly objectType: pulumi.Output<ObjectType>;
  /** The name of that deployment or pipeline. */
  declare readonly objectName: pulumi.Output<string>;
  /** The version, where one is declared. */
  declare readonly version: pulumi.Output<string | undefined>;
  /** What makes UbiOps call. */
  declare readonly event: pulumi.Output<WebhookEvent>;
  /** The headers by name; the values of protected ones are secrets. */
  declare readonly headers: pulumi.Output<WebhookHeaders>;
  /** What the webhook is for. */
  declare readonly description: pulumi.Output<string>;
  /** Names with values to find the webhook by. */
  declare readonly labels: pulumi.Output<Readonly<Record<string, string>>>;
  /** How long UbiOps waits for the answer to a call, in seconds. */
  declare readonly timeout: pulumi.Output<number>;
  /** Whether UbiOps calls at all. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Whether UbiOps repeats a call that fails. */
  declare readonly retry: pulumi.Output<boolean>;
  /** Whether calls hold the result of the request. */
  declare readonly includeResult: pulumi.Output<boolean>;
  /** What is declared of it; missing where nothing is. */
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  /** The UUID that UbiOps gave the webhook; a rename keeps it. */
  declare readonly webhookId: pulumi.Output<string>;

  /**
   * Reads a webhook that the program does not own, and never writes to it. Its protected headers have no values.
   * @param id `<project>/<name>` or `<project>/<uuid>`; one that is not there is an error
   * @example
   * const foreign = ubiops.Webhook.get("foreign", "shop/request-finished");
   * @see `webhooks_get` and `webhooks_list` of the UbiOps API
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Webhook {
    return new Webhook(name, {} as WebhookArgs, { ...options, id });
  }

  constructor(name: string, args: WebhookArgs, options: pulumi.CustomResourceOptions = {}) {
    const reading = options.id !== undefined;
    const ownName = (args as { name?: unknown }).name !== undefined;
    super(
      WEBHOOK_TYPE,
      name,
      { ...(reading ? READ : { ...FILLED, ...declare(name, args, options) }), __provider: WEBHOOK_PROVIDER },
      // Two webhooks of one name cannot exist together.
      ownName && options.deleteBeforeReplace === undefined ? { ...options, deleteBeforeReplace: true } : options,
    );
    const inId = this.id.apply((id) => parseId(id)?.key ?? id);
    // The id of one that is read is what the program gave, a name perhaps.
    this.webhookId = reading
      ? pulumi.all([this.webhookId, inId]).apply(([read, given]: [string | undefined, string]) => read ?? given)
      : inId;
    if (!reading) {
      // What the engine leaves out is unknown in a preview: there it cannot say that there is no version.
      if (args.version === undefined || pulumi.runtime.isDryRun()) this.version = pulumi.output(args.version);
      if (args.adoptExisting === undefined) this.adoptExisting = pulumi.output(undefined);
    }
    warnOfPlainToken(this, options);
  }

  /** Whether something is a `Webhook`, also one of another copy of this package. */
  static override isInstance(this: void, value: unknown): value is Webhook {
    return (
      pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: unknown }).__pulumiType === WEBHOOK_TYPE
    );
  }
}

const unknown = (names: readonly string[]): pulumi.Inputs => Object.fromEntries(names.map((name) => [name, undefined]));

/** Every output of a webhook that is read, so that each is there before the engine answers. */
const READ = unknown([...Object.keys(FIELDS), "headers", "webhookId"]);

/** The same of a declared one. Every property that is registered costs the program time: not what stays absent where it is not declared. */
const FILLED = unknown([
  ...Object.keys(FIELDS).filter((name) => name !== "version" && name !== "adoptExisting"),
  "headers",
]);

function declare(name: string, args: WebhookArgs, options: pulumi.CustomResourceOptions): pulumi.Inputs {
  const given: Readonly<Record<string, unknown>> = { ...args };
  refuseHiddenLabels(given["labels"]);
  const secrets = secretArguments(given);
  return {
    ...given,
    headers: declaredHeaders(given["headers"]),
    ...(secrets && { __secrets: secrets }),
    __seed: seedOf(name, options.parent),
  };
}

/**
 * What an automatic name is made of. It is a promise and no Output: an Output of the parent's URN depends on the parent, a
 * component stands for all of its children, and two webhooks of one component would wait for each other for ever.
 */
function seedOf(name: string, parent: pulumi.Resource | undefined): Promise<string> {
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
