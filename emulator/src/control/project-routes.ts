import type { FastifyInstance } from "fastify";

import { maskedBody } from "../mask";
import { OBJECT_TYPES } from "../webhook";
import { editSchema, eventSchema, objectSchema } from "./schemas";
import type { RaisedEvent } from "../deliveries/events";
import type { Emulator } from "../emulator";
import type { ObjectState } from "../objects";
import type { AtName, InProject } from "../paths";
import type { ObjectType, WebhookFields } from "../webhook";

/** What changes in a project without the API, as if in the web app; and events. */
export function projectRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get<{ Params: InProject }>("/projects/:project/webhooks", (request) =>
    maskedBody(emulator.webhooks(request.params.project)),
  );

  app.post<{ Params: InProject; Body: Partial<WebhookFields> }>(
    "/projects/:project/webhooks",
    { schema: { body: editSchema } },
    (request, reply) => reply.code(201).send(maskedBody(emulator.put(request.params.project, request.body))),
  );

  app.patch<{ Params: AtName; Body: Partial<WebhookFields> }>(
    "/projects/:project/webhooks/:name",
    { schema: { body: editSchema } },
    (request) => maskedBody(emulator.edit(request.params.project, request.params.name, request.body)),
  );

  app.delete<{ Params: AtName }>("/projects/:project/webhooks/:name", (request, reply) => {
    emulator.remove(request.params.project, request.params.name);
    return reply.code(204).send();
  });

  app.post<{ Params: InProject; Body: RaisedEvent }>(
    "/projects/:project/events",
    { schema: { body: eventSchema } },
    async (request) => maskedBody(await emulator.raiseEvent(request.params.project, request.body)),
  );

  app.put<{ Params: AtName & { type: ObjectType }; Body: ObjectState & { exists?: boolean } }>(
    "/projects/:project/objects/:type/:name",
    {
      schema: {
        params: { type: "object", properties: { type: { enum: OBJECT_TYPES } } },
        body: objectSchema,
      },
    },
    (request, reply) => {
      const { project, type, name } = request.params;
      const { exists = true, ...state } = request.body;
      if (exists) emulator.setObject(project, type, name, state);
      else emulator.removeObject(project, type, name);
      return reply.code(204).send();
    },
  );
}
