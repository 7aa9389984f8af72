import fastify from "fastify";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import type { Socket } from "node:net";

import { MAX_BODY_BYTES } from "../assumptions";
import { API_ROOT } from "../paths";
import { HttpRefusal, notFound } from "./answers";
import { authorize } from "./auth";
import { schemaRefusal } from "./field-mistakes";
import { refuseOtherMethods } from "./methods";
import { testRoutes } from "./test-routes";
import { webhookRoutes } from "./webhook-routes";
import type { WebhookTests } from "../deliveries/webhook-tests";
import type { Objects } from "../objects";
import type { EmulatorSettings } from "../options";
import type { InProject } from "../paths";
import type { Store } from "../store";

/** What the routes work on. */
interface ApiParts {
  readonly settings: EmulatorSettings;
  readonly store: Store;
  readonly objects: Objects;
  readonly tests: WebhookTests;
}

/** A server that words all its refusals as the API does. */
export function createServer(): FastifyInstance {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 16 * 1024 },
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: true,
        discriminator: true,
      },
    },
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      refuse(reply, toRefusal(error));
    },
    clientErrorHandler: refuseInvalidHttp,
  });
  app.setErrorHandler((error: FastifyError | HttpRefusal, _request, reply) => refuse(reply, toRefusal(error)));
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, new HttpRefusal(404, `There is no ${request.method} ${request.url}`)),
  );
  acceptJson(app);
  return app;
}

/** Adds the seven endpoints. */
export async function addApi(app: FastifyInstance, parts: ApiParts): Promise<void> {
  const { settings } = parts;
  await app.register(
    (routes, _options, done) => {
      routes.addHook("onRequest", (request, _reply, next) => {
        authorize(request.headers.authorization, settings.token);
        next();
      });
      routes.addHook<{ Params: InProject }>("preValidation", (request, _reply, next) => {
        const { project } = request.params;
        if (settings.projects && !settings.projects.includes(project)) throw notFound("project", project);
        next();
      });
      webhookRoutes(routes, parts);
      testRoutes(routes, parts);
      refuseOtherMethods(routes);
      done();
    },
    { prefix: `${API_ROOT}/projects/:project` },
  );
}

const refuse = (reply: FastifyReply, { status, body }: HttpRefusal) => reply.code(status).send(body);

function toRefusal(error: FastifyError | HttpRefusal): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (error.validation) return schemaRefusal(error.validation);
  return new HttpRefusal(error.statusCode ?? 500, error.message);
}

function refuseInvalidHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(new HttpRefusal(400, "The request is not valid HTTP").body);
  const head = [
    "HTTP/1.1 400 Bad Request",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** The Python client announces JSON with an empty body when it deletes. */
function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("ignore", "ignore");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parse(request, body, done);
  });
}
