import type { FastifyInstance } from "fastify";

import { CREATED_STATUS, DEFAULT_VERSION, MISSING_STATUS } from "../assumptions";
import { ApiError } from "./errors";
import { testSchema } from "./schemas";
import { check } from "./validation";
import type { WebhookTests } from "../deliveries/tests";
import type { Objects } from "../objects";
import type { TestBody } from "./schemas";

/** `webhook_tests_create` and `webhook_tests_get`. */
export function testRoutes(app: FastifyInstance, { objects, tests }: { objects: Objects; tests: WebhookTests }): void {
  app.post<{ Params: { project: string }; Body: TestBody }>("/webhooks-tests", { schema: { body: testSchema } }, (request, reply) => {
    const { project } = request.params;
    const { body } = request;
    const headers = check(body, body.object_type, []) ?? [];
    const version = objects.resolve(project, body.object_type, body.object_name, body.version) ?? DEFAULT_VERSION;
    return reply.code(CREATED_STATUS).send(tests.start(project, body, version, headers));
  });

  app.get<{ Params: { project: string; id: string } }>("/webhooks-tests/:id", (request) => {
    const { project, id } = request.params;
    const test = tests.find(project, id);
    if (!test) throw new ApiError(MISSING_STATUS, `The webhook test ${JSON.stringify(id)} does not exist`);
    return test;
  });
}
