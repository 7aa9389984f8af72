import type { FastifyInstance, HTTPMethods } from "fastify";

import { HttpRefusal } from "./answers";

const METHODS: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const ALLOWED: Readonly<Record<string, readonly HTTPMethods[]>> = {
  "/webhooks": ["GET", "POST"],
  "/webhooks/:name": ["GET", "PATCH", "DELETE"],
  "/webhooks-tests": ["POST"],
  "/webhooks-tests/:id": ["GET"],
};

/** Known paths answer 405 to the methods that they do not have. */
export function refuseOtherMethods(app: FastifyInstance): void {
  for (const [url, allowed] of Object.entries(ALLOWED)) {
    app.route({
      url,
      method: METHODS.filter((method) => !allowed.includes(method)),
      handler: (request, reply) => {
        void reply.header("allow", allowed.join(", "));
        throw new HttpRefusal(405, `Method "${request.method}" not allowed`);
      },
    });
  }
}
