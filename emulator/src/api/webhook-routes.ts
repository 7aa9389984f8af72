import type { FastifyInstance } from "fastify";

import { DELETED_STATUS, updatedLabels } from "../assumptions";
import { shown, type ShownWebhook } from "../protected-form";
import { DEFAULTS } from "../webhook";
import { created } from "./created";
import { ApiError, missing } from "./errors";
import { filterFor } from "./filters";
import { createSchema, listSchema, updateSchema } from "./schemas";
import { check } from "./validation";
import type { Objects } from "../objects";
import type { Settings } from "../options";
import type { Store } from "../store";
import type { StoredWebhook, WebhookFields } from "../webhook";
import type { AtName, InProject } from "./params";
import type { CreateBody, ListQuery, UpdateBody } from "./schemas";

/** What the routes work on. */
export interface Parts {
  readonly settings: Settings;
  readonly store: Store;
  readonly objects: Objects;
}

/** `webhooks_list`, `_create`, `_get`, `_update` and `_delete`. */
export function webhookRoutes(app: FastifyInstance, { settings, store, objects }: Parts): void {
  function found({ project, name }: AtName): StoredWebhook {
    const webhook = store.find(project, name);
    if (!webhook) throw missing("webhook", name);
    return webhook;
  }

  function assertFree(project: string, name: string): void {
    if (!store.find(project, name)) return;
    throw new ApiError(settings.takenNameStatus, `A webhook with the name ${JSON.stringify(name)} already exists`);
  }

  function show(project: string, webhook: StoredWebhook, answer?: { created: boolean }): ShownWebhook {
    const { protectedForm: form } = settings;
    return shown(webhook, typeof form === "function" ? form(project) : form, answer);
  }

  app.get<{ Params: InProject; Querystring: ListQuery }>(
    "/webhooks",
    { schema: { querystring: listSchema } },
    (request) => {
      const { project } = request.params;
      const webhooks = store.list(project).filter(filterFor(request.query));
      return webhooks.map((webhook) => show(project, webhook));
    },
  );

  app.post<{ Params: InProject; Body: CreateBody }>(
    "/webhooks",
    { schema: { body: createSchema } },
    (request, reply) => {
      const { project } = request.params;
      const { body } = request;
      const headers = check(body, body.object_type, []) ?? DEFAULTS.headers;
      const version = objects.resolve(project, body.object_type, body.object_name, body.version);
      assertFree(project, body.name);
      const webhook = store.add(project, { ...fieldsOf(body), version, headers });
      return created(reply).send(show(project, webhook, { created: true }));
    },
  );

  app.get<{ Params: AtName }>("/webhooks/:name", ({ params }) => show(params.project, found(params)));

  app.patch<{ Params: AtName; Body: UpdateBody }>("/webhooks/:name", { schema: { body: updateSchema } }, (request) => {
    const { project } = request.params;
    const webhook = found(request.params);
    const headers = check(request.body, webhook.object_type, webhook.headers) ?? webhook.headers;
    const {
      name = webhook.name,
      labels,
      url,
      event,
      description,
      timeout,
      enabled,
      retry,
      include_result,
    } = request.body;
    if (name !== webhook.name) assertFree(project, name);
    const sent = defined({ url, event, description, timeout, enabled, retry, include_result });
    const kept = labels ? updatedLabels(webhook.labels, labels) : webhook.labels;
    return show(project, store.change(project, webhook, { ...sent, name, headers, labels: kept }));
  });

  app.delete<{ Params: AtName }>("/webhooks/:name", (request, reply) => {
    store.remove(request.params.project, found(request.params));
    return reply.code(DELETED_STATUS).send();
  });
}

type Taken = Omit<WebhookFields, "version" | "headers">;

function fieldsOf(body: CreateBody): Taken {
  const { name, url, object_type, object_name, event, ...rest } = body;
  return {
    name,
    url,
    object_type,
    object_name,
    event,
    description: rest.description ?? DEFAULTS.description,
    labels: rest.labels ?? DEFAULTS.labels,
    timeout: rest.timeout ?? DEFAULTS.timeout,
    enabled: rest.enabled ?? DEFAULTS.enabled,
    retry: rest.retry ?? DEFAULTS.retry,
    include_result: rest.include_result ?? DEFAULTS.include_result,
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that were not sent. */
function defined<T extends object>(fields: T): Defined<T> {
  const kept: Defined<T> = { ...fields };
  for (const field in kept) if (kept[field] === undefined) Reflect.deleteProperty(kept, field);
  return kept;
}
