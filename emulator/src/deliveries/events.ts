import { randomUUID } from "node:crypto";

import { deliver } from "./deliver";
import { payload, statusAt } from "./payload";
import type { Objects } from "../objects";
import type { EmulatorSettings } from "../options";
import type { Store } from "../store";
import type { ObjectType, StoredWebhook } from "../webhook";
import type { Delivery } from "./deliver";
import type { RequestEvent } from "./payload";

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

/** The delivery of an event to one webhook. */
export interface EventDelivery extends Delivery {
  /** The webhook's name. */
  readonly webhook: string;
  readonly url: string;
}

interface EventParts {
  readonly settings: EmulatorSettings;
  readonly objects: Objects;
  readonly store: Store;
  readonly closing: AbortSignal;
}

/**
 * Delivers an event to every enabled webhook that matches, all at once.
 * @throws HttpRefusal if the object or the event's version does not exist, or no version is given and there is no default one
 */
export async function raise(project: string, raised: RaisedEvent, parts: EventParts): Promise<EventDelivery[]> {
  const { settings, store, objects, closing } = parts;
  const { objectType, objectName, event } = raised;
  const version = objects.versionOf(project, objectType, objectName, raised.version);
  const defaultVersion = objects.defaultVersion(project, objectType, objectName);
  const requestEvent: RequestEvent = {
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
    (webhook.version ?? defaultVersion) === version;
  const limits = { retryDelayMs: settings.retryDelayMs, closing };
  return Promise.all(
    store
      .list(project)
      .filter(matches)
      .map(async (webhook) => {
        const body = JSON.stringify(payload(requestEvent, webhook.include_result));
        return { webhook: webhook.name, url: webhook.url, ...(await deliver(webhook, body, limits)) };
      }),
  );
}
