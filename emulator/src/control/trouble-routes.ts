import { randomUUID } from "node:crypto";

import type { FastifyInstance } from "fastify";

import { missing } from "../api/errors";
import { troubleSchema } from "./schemas";
import type { Emulator } from "../emulator";
import type { Selection, TroubleKind } from "../trouble/kinds";
import type { TroubleHandle } from "../trouble/selector";

type TroubleBody = TroubleKind & Omit<Selection, "path"> & { readonly path?: string };

/** Troubles over HTTP: begin one, see how many requests each has met, end one or all. */
export function troubleRoutes(app: FastifyInstance, emulator: Emulator): void {
  const begun = new Map<string, { readonly trouble: TroubleBody; readonly handle: TroubleHandle }>();

  app.get("/troubles", () => [...begun].map(([id, { trouble, handle }]) => ({ id, trouble, met: handle.met })));

  app.post<{ Body: TroubleBody }>("/troubles", { schema: { body: troubleSchema } }, (request, reply) => {
    const { path, ...trouble } = request.body;
    const id = randomUUID();
    const handle = emulator.trouble({ ...trouble, ...(path === undefined ? {} : { path: new RegExp(path) }) });
    begun.set(id, { trouble: request.body, handle });
    return reply.code(201).send({ id });
  });

  app.delete("/troubles", (_request, reply) => {
    emulator.clearTroubles();
    begun.clear();
    return reply.code(204).send();
  });

  app.delete<{ Params: { id: string } }>("/troubles/:id", (request, reply) => {
    const found = begun.get(request.params.id);
    if (!found) throw missing("trouble", request.params.id);
    found.handle.stop();
    begun.delete(request.params.id);
    return reply.code(204).send();
  });
}
