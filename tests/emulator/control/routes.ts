import type { FastifyInstance } from "fastify";

import { ApiError } from "../api/errors";
import { masked, maskedBody } from "../mask";
import { holdRoutes } from "./hold-routes";
import { CONTROL_ROOT } from "./root";
import { editSchema, eventSchema, objectSchema, settingsSchema } from "./schemas";
import { troubleRoutes } from "./trouble-routes";
import type { RaisedEvent } from "../deliveries/events";
import type { Emulator } from "../emulator";
import type { ObjectState } from "../objects";
import type { ProtectedForm } from "../options";
import type { ObjectType, WebhookFields } from "../webhook";

interface InProject {
  readonly project: string;
}
interface AtName extends InProject {
  readonly name: string;
}

/** The control API: what a test does in process, over HTTP. Its answers hold no secrets. */
export async function control(app: FastifyInstance, emulator: Emulator): Promise<void> {
  await app.register(
    (routes, _options, done) => {
      // A page that a browser has open elsewhere must not get here under a name of its own.
      routes.addHook("onRequest", (request, _reply, next) => {
        if (!["127.0.0.1", "localhost"].includes(request.hostname)) throw new ApiError(403, "The control API answers to loopback names only");
        next();
      });
      requestRoutes(routes, emulator);
      projectRoutes(routes, emulator);
      troubleRoutes(routes, emulator);
      holdRoutes(routes, emulator);
      done();
    },
    { prefix: CONTROL_ROOT },
  );
}

function requestRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get("/requests", () => emulator.requests.map(masked));
  app.delete("/requests", (_request, reply) => {
    emulator.clearRequests();
    return reply.code(204).send();
  });
  app.patch<{ Body: { token?: string; protectedForm?: ProtectedForm; projects?: string[] | null } }>(
    "/settings",
    { schema: { body: settingsSchema } },
    (request, reply) => {
      const { token, protectedForm, projects } = request.body;
      if (token !== undefined) emulator.setToken(token);
      if (protectedForm !== undefined) emulator.setProtectedForm(protectedForm);
      if (projects !== undefined) emulator.setProjects(projects ?? undefined);
      return reply.code(204).send();
    },
  );
}

/** What happens in a project behind the API's back. */
function projectRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get<{ Params: InProject }>("/projects/:project/webhooks", (request) => maskedBody(emulator.webhooks(request.params.project)));

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

  app.post<{ Params: InProject; Body: RaisedEvent }>("/projects/:project/events", { schema: { body: eventSchema } }, (request) =>
    emulator.raiseEvent(request.params.project, request.body),
  );

  app.put<{ Params: AtName & { type: ObjectType }; Body: ObjectState & { exists?: boolean } }>(
    "/projects/:project/objects/:type/:name",
    { schema: { params: { type: "object", properties: { type: { enum: ["deployment", "pipeline"] } } }, body: objectSchema } },
    (request, reply) => {
      const { project, type, name } = request.params;
      const { exists = true, ...state } = request.body;
      if (exists) emulator.setObject(project, type, name, state);
      else emulator.removeObject(project, type, name);
      return reply.code(204).send();
    },
  );
}
