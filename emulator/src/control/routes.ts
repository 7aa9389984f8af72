import type { FastifyInstance } from "fastify";

import { ApiError } from "../api/errors";
import { masked } from "../mask";
import { holdRoutes } from "./hold-routes";
import { projectRoutes } from "./project-routes";
import { CONTROL_ROOT } from "./root";
import { settingsRoutes } from "./settings-routes";
import { troubleRoutes } from "./trouble-routes";
import type { Emulator } from "../emulator";

/** The control API: what a test does in process, over HTTP. Its answers hold no secrets. */
export async function control(app: FastifyInstance, emulator: Emulator): Promise<void> {
  await app.register(
    (routes, _options, done) => {
      // A page that a browser has open elsewhere must not get here under a name of its own.
      routes.addHook("onRequest", (request, _reply, next) => {
        if (!["127.0.0.1", "localhost"].includes(request.hostname))
          throw new ApiError(403, "The control API answers to loopback names only");
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
