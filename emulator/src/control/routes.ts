import type { FastifyInstance } from "fastify";

import { HttpRefusal } from "../api/answers";
import { masked } from "../mask";
import { CONTROL_ROOT } from "../paths";
import { holdRoutes } from "./hold-routes";
import { projectRoutes } from "./project-routes";
import { settingsSchema } from "./schemas";
import { troubleRoutes } from "./trouble-routes";
import type { Emulator } from "../emulator";
import type { ProtectedForm } from "../options";

/** Adds the control API: what a test does in process, over HTTP. Its answers hold no secrets. */
export async function addControl(app: FastifyInstance, emulator: Emulator): Promise<void> {
  await app.register(
    (routes, _options, done) => {
      // A web page in the user's browser must not reach it through a host name of its own.
      routes.addHook("onRequest", (request, _reply, next) => {
        if (!["127.0.0.1", "localhost"].includes(request.hostname)) {
          throw new HttpRefusal(403, "The control API answers to 127.0.0.1 and localhost only");
        }
        next();
      });
      requestRoutes(routes, emulator);
      settingsRoutes(routes, emulator);
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
}

interface SettingsBody {
  readonly token?: string;
  readonly protectedForm?: ProtectedForm;
  /** Null: every project exists. */
  readonly projects?: string[] | null;
}

function settingsRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.patch<{ Body: SettingsBody }>("/settings", { schema: { body: settingsSchema } }, ({ body }, reply) => {
    if (body.token !== undefined) emulator.setToken(body.token);
    if (body.protectedForm !== undefined) emulator.setProtectedForm(body.protectedForm);
    if (body.projects !== undefined) emulator.setProjects(body.projects ?? undefined);
    return reply.code(204).send();
  });
}
