import { randomUUID } from "node:crypto";

import type { FastifyInstance } from "fastify";

import { notFound } from "../api/answers";
import { holdSchema } from "./schemas";
import type { Emulator } from "../emulator";
import type { AtId } from "../paths";
import type { Hold } from "../trouble/holds";
import type { When } from "../trouble/kinds";

interface HoldBody {
  readonly method: string;
  /** The source of a regular expression. */
  readonly path?: string;
  readonly when: When;
}

/** Holds over HTTP: add one, see whether it holds a request, release or drop that request. */
export function holdRoutes(app: FastifyInstance, emulator: Emulator): void {
  const holds = new Map<string, { readonly hold: Hold; reached: boolean }>();

  function find(id: string) {
    const held = holds.get(id);
    if (!held) throw notFound("hold", id);
    return held;
  }

  app.post<{ Body: HoldBody }>("/holds", { schema: { body: holdSchema } }, ({ body }, reply) => {
    const { path, ...request } = body;
    const id = randomUUID();
    const hold = emulator.hold({ ...request, ...(path === undefined ? {} : { path: new RegExp(path) }) });
    const held = { hold, reached: false };
    void hold.reached.then(() => (held.reached = true));
    holds.set(id, held);
    return reply.code(201).send({ id });
  });

  app.get<{ Params: AtId }>("/holds/:id", ({ params }) => ({ reached: find(params.id).reached }));

  for (const verdict of ["release", "drop"] as const) {
    app.post<{ Params: AtId }>(`/holds/:id/${verdict}`, ({ params }, reply) => {
      find(params.id).hold[verdict]();
      holds.delete(params.id);
      return reply.code(204).send();
    });
  }
}
