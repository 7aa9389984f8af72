import { randomUUID } from "node:crypto";

import type { FastifyInstance } from "fastify";

import { missing } from "../api/errors";
import { holdSchema } from "./schemas";
import type { Emulator } from "../emulator";
import type { Hold } from "../trouble/holds";
import type { When } from "../trouble/kinds";

interface HoldBody {
  readonly method: string;
  readonly path?: string;
  readonly when: When;
}

/** Holds over HTTP: ask for one, see whether a request is held, let it go or drop it. */
export function holdRoutes(app: FastifyInstance, emulator: Emulator): void {
  const holds = new Map<string, { readonly hold: Hold; reached: boolean }>();

  function found(id: string) {
    const held = holds.get(id);
    if (!held) throw missing("hold", id);
    return held;
  }

  app.post<{ Body: HoldBody }>("/holds", { schema: { body: holdSchema } }, (request, reply) => {
    const { method, path, when } = request.body;
    const id = randomUUID();
    const hold = emulator.hold({ method, when, ...(path === undefined ? {} : { path: new RegExp(path) }) });
    const held = { hold, reached: false };
    void hold.reached.then(() => (held.reached = true));
    holds.set(id, held);
    return reply.code(201).send({ id });
  });

  app.get<{ Params: { id: string } }>("/holds/:id", (request) => ({ reached: found(request.params.id).reached }));

  for (const verdict of ["release", "drop"] as const) {
    app.post<{ Params: { id: string } }>(`/holds/:id/${verdict}`, (request, reply) => {
      found(request.params.id).hold[verdict]();
      holds.delete(request.params.id);
      return reply.code(204).send();
    });
  }
}
