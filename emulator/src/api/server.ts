import fastify from "fastify";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";

import { MAX_BODY_BYTES } from "../assumptions";
import { authorize } from "./auth";
import { ApiError, missing } from "./errors";
import { methodsNotAllowed } from "./methods";
import { API_ROOT } from "./root";
import { refusal } from "./schema-mistakes";
import { testRoutes } from "./test-routes";
import { webhookRoutes } from "./webhook-routes";
import type { WebhookTests } from "../deliveries/webhook-tests";
import type { InProject } from "./params";
import type { Parts } from "./webhook-routes";

/** A server whose every refusal has the API's kind of body. */
export function server(): FastifyInstance {
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
      answer(reply, new ApiError(error.statusCode ?? 400, error.message));
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === "ECONNRESET" || !socket.writable) {
        socket.destroy();
        return;
      }
      const body = JSON.stringify(new ApiError(400, "The request is not valid HTTP").body);
      const head = [
        "HTTP/1.1 400 Bad Request",
        "content-type: application/json",
        `content-length: ${Buffer.byteLength(body)}`,
      ];
      socket.end(`${head.join("\r\n")}\r\nconnection: close\r\n\r\n${body}`);
    },
  });
  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => answer(reply, asApiError(error)));
  app.setNotFoundHandler((request, reply) =>
    answer(reply, new ApiError(404, `There is no ${request.method} ${request.url}`)),
  );
  acceptJson(app);
  return app;
}

/** The seven endpoints. */
export async function api(app: FastifyInstance, parts: Parts & { readonly tests: WebhookTests }): Promise<void> {
  const { settings } = parts;
  await app.register(
    (routes, _options, done) => {
      routes.addHook("onRequest", (request, _reply, next) => {
        authorize(request.headers.authorization, settings.token);
        next();
      });
      routes.addHook<{ Params: InProject }>("preValidation", (request, _reply, next) => {
        const { project } = request.params;
        if (settings.projects && !settings.projects.includes(project)) {
          throw missing("project", project);
        }
        next();
      });
      webhookRoutes(routes, parts);
      testRoutes(routes, parts);
      methodsNotAllowed(routes);
      done();
    },
    { prefix: `${API_ROOT}/projects/:project` },
  );
}

const answer = (reply: FastifyReply, { status, body }: ApiError) => reply.code(status).send(body);

function asApiError(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  if (error.validation) return refusal(error.validation);
  return new ApiError(error.statusCode ?? 500, error.message);
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
