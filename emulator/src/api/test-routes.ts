import type { FastifyInstance } from "fastify";

import { created } from "./created";
import { missing } from "./errors";
import { testSchema } from "./schemas";
import { check } from "./validation";
import type { WebhookTests } from "../deliveries/webhook-tests";
import type { Objects } from "../objects";
import type { Settings } from "../options";
import type { InProject } from "./params";
import type { TestBody } from "./schemas";

interface TestParts {
  readonly settings: Settings;
  readonly objects: Objects;
  readonly tests: WebhookTests;
}

/** `webhook_tests_create` and `webhook_tests_get`. */
export function testRoutes(app: FastifyInstance, { settings, objects, tests }: TestParts): void {
  app.post<{ Params: InProject; Body: TestBody }>(
    "/webhooks-tests",
    { schema: { body: testSchema } },
    (request, reply) => {
      const { project } = request.params;
      const { body } = request;
      const headers = check(body, body.object_type, []) ?? [];
      const version =
        objects.resolve(project, body.object_type, body.object_name, body.version) ?? settings.defaultVersionName;
      return created(reply).send(tests.start(project, body, version, headers));
    },
  );

  app.get<{ Params: InProject & { id: string } }>("/webhooks-tests/:id", (request) => {
    const { project, id } = request.params;
    const test = tests.find(project, id);
    if (!test) throw missing("webhook test", id);
    return test;
  });
}
