import type { FastifyInstance } from "fastify";

import { settingsSchema } from "./schemas";
import type { Emulator } from "../emulator";
import type { ProtectedForm } from "../options";

interface SettingsBody {
  readonly token?: string;
  readonly protectedForm?: ProtectedForm;
  /** Null: every project exists. */
  readonly projects?: string[] | null;
}

/** What may change while the emulator runs. */
export function settingsRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.patch<{ Body: SettingsBody }>("/settings", { schema: { body: settingsSchema } }, (request, reply) => {
    const { token, protectedForm, projects } = request.body;
    if (token !== undefined) emulator.setToken(token);
    if (protectedForm !== undefined) emulator.setProtectedForm(protectedForm);
    if (projects !== undefined) emulator.setProjects(projects ?? undefined);
    return reply.code(204).send();
  });
}
