import type { FastifyInstance } from "fastify";

import { DELETED_STATUS, updatedLabels } from "../assumptions";
import { shown, type ShownWebhook } from "../protected-form";
import { DEFAULTS } from "../webhook";
import { created, HttpRefusal, notFound } from "./answers";
import { filterOf } from "./filters";
import { createSchema, listSchema, updateSchema } from "./schemas";
import { validate } from "./validation";
import type { Objects } from "../objects";
import type { EmulatorSettings } from "../options";
import type { AtName, InProject } from "../paths";
import type { Store } from "../store";
import type { StoredWebhook } from "../webhook";
import type { CreateBody, ListQuery, UpdateBody } from "./schemas";

interface WebhookParts {
  readonly settings: EmulatorSettings;
  readonly store: Store;
  readonly objects: Objects;
}

/** `webhooks_list`, `_create`, `_get`, `_update` and `_delete`. */
export function webhookRoutes(app: FastifyInstance, { settings, store, objects }: WebhookParts): void {
  function find({ project, name }: AtName): StoredWebhook {
    const webhook = store.find(project, name);
    if (!webhook) throw notFound("webhook", name);
    return webhook;
  }

  function assertFree(project: string, name: string): void {
    if (!store.find(project, name)) return;
    throw new HttpRefusal(settings.takenNameStatus, `A webhook with the name ${JSON.stringify(name)} already exists`);
  }

  function show(project: string, webhook: StoredWebhook, options?: { isCreated: boolean }): ShownWebhook {
    const { protectedForm: form } = settings;
    return shown(webhook, typeof form === "function" ? form(project) : form, options);
  }

  app.get<{ Params: InProject; Querystring: ListQuery }>(
    "/webhooks",
    { schema: { querystring: listSchema } },
    ({ params: { project }, query }) => {
      const webhooks = store.list(project).filter(filterOf(query));
      return webhooks.map((webhook) => show(project, webhook));
    },
  );

  app.post<{ Params: InProject; Body: CreateBody }>(
    "/webhooks",
    { schema: { body: createSchema } },
    ({ params: { project }, body }, reply) => {
      const headers = validate(body, body.object_type, []) ?? DEFAULTS.headers;
      const resolved = objects.versionOf(project, body.object_type, body.object_name, body.version);
      const version = settings.defaultVersion === null ? (body.version ?? null) : resolved;
      assertFree(project, body.name);
      const webhook = store.add(project, { ...DEFAULTS, ...knownFields(body, createSchema), version, headers });
      return created(reply).send(show(project, webhook, { isCreated: true }));
    },
  );

  app.get<{ Params: AtName }>("/webhooks/:name", ({ params }) => show(params.project, find(params)));

  app.patch<{ Params: AtName; Body: UpdateBody }>(
    "/webhooks/:name",
    { schema: { body: updateSchema } },
    ({ params, body }) => {
      const webhook = find(params);
      const headers = validate(body, webhook.object_type, webhook.headers) ?? webhook.headers;
      if (body.name !== undefined && body.name !== webhook.name) assertFree(params.project, body.name);
      const labels = body.labels ? updatedLabels(webhook.labels, body.labels) : webhook.labels;
      const sent = knownFields(body, updateSchema);
      return show(params.project, store.change(params.project, webhook, { ...sent, headers, labels }));
    },
  );

  app.delete<{ Params: AtName }>("/webhooks/:name", ({ params }, reply) => {
    store.remove(params.project, find(params));
    return reply.code(DELETED_STATUS).send();
  });
}

/** What was sent, without the fields that the schema does not know. */
function knownFields<T extends object>(body: T, { properties }: { readonly properties: object }): T {
  return Object.fromEntries(Object.entries(body).filter(([field]) => Object.hasOwn(properties, field))) as T;
}
