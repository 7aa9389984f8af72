import { randomUUID } from "node:crypto";

import { deliver } from "./deliver";
import { payload, statusAt } from "./payload";
import type { Objects } from "../objects";
import type { Settings } from "../options";
import type { Store } from "../store";
import type { ObjectType, StoredWebhook } from "../webhook";
import type { Delivery } from "./deliver";
import type { Happening } from "./payload";

export interface RaisedEvent {
  readonly objectType: ObjectType;
  readonly objectName: string;
  /** Default: the object's default version. */
  readonly version?: string;
  readonly event: string;
  /** Default: a new UUID. */
  readonly requestId?: string;
  /** Default: what the event says; for `finished` it is "completed". */
  readonly status?: string;
  /** The request's result, for webhooks with `include_result`. Default: none. */
  readonly result?: unknown;
}

/** A delivery of an event to one webhook. */
export interface EventDelivery extends Delivery {
  /** The webhook's name. */
  readonly webhook: string;
  readonly url: string;
}

interface Courier {
  readonly settings: Settings;
  readonly objects: Objects;
  readonly store: Store;
  readonly closing: AbortSignal;
}

/**
 * Delivers an event to every enabled webhook that matches, all at once.
 * @throws ApiError where the object, the event's version or a default version in its place does not exist
 */
export async function raise(project: string, raised: RaisedEvent, courier: Courier): Promise<EventDelivery[]> {
  const { settings, store, objects, closing } = courier;
  const { objectType, objectName, event } = raised;
  const { defaultVersionName, retryDelayMs } = settings;
  const version = objects.resolve(project, objectType, objectName, raised.version) ?? defaultVersionName;
  const fallback = objects.defaultVersion(project, objectType, objectName);
  const followed = fallback === null ? defaultVersionName : fallback;
  const happening: Happening = {
    project,
    objectType,
    objectName,
    version,
    event,
    requestId: raised.requestId ?? randomUUID(),
    status: raised.status ?? statusAt(event),
    result: raised.result,
  };
  const matches = (webhook: StoredWebhook) =>
    webhook.enabled &&
    webhook.event === event &&
    webhook.object_type === objectType &&
    webhook.object_name === objectName &&
    (webhook.version ?? followed) === version;
  return Promise.all(
    store
      .list(project)
      .filter(matches)
      .map(async (webhook) => {
        const body = JSON.stringify(payload(happening, webhook.include_result));
        return {
          webhook: webhook.name,
          url: webhook.url,
          ...(await deliver(webhook, body, { retryDelayMs, closing })),
        };
      }),
  );
}
