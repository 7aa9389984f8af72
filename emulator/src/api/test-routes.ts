import type { FastifyInstance } from "fastify";

import { created, notFound } from "./answers";
import { testSchema } from "./schemas";
import { validate } from "./validation";
import type { WebhookTests } from "../deliveries/webhook-tests";
import type { Objects } from "../objects";
import type { AtId, InProject } from "../paths";
import type { TestBody } from "./schemas";

interface TestParts {
  readonly objects: Objects;
  readonly tests: WebhookTests;
}

/** `webhook_tests_create` and `webhook_tests_get`. */
export function testRoutes(app: FastifyInstance, { objects, tests }: TestParts): void {
  app.post<{ Params: InProject; Body: TestBody }>(
    "/webhooks-tests",
    { schema: { body: testSchema } },
    ({ params: { project }, body }, reply) => {
      const headers = validate(body, body.object_type, []) ?? [];
      const version = objects.versionOf(project, body.object_type, body.object_name, body.version);
      return created(reply).send(tests.start(project, body, version, headers));
    },
  );

  app.get<{ Params: InProject & AtId }>("/webhooks-tests/:id", ({ params: { project, id } }) => {
    const test = tests.find(project, id);
    if (!test) throw notFound("webhook test", id);
    return test;
  });
}
