import { randomUUID } from "node:crypto";

import type { FastifyInstance } from "fastify";

import { notFound } from "../api/answers";
import { troubleSchema } from "./schemas";
import type { Emulator } from "../emulator";
import type { AtId } from "../paths";
import type { Selection, TroubleKind } from "../trouble/kinds";
import type { TroubleHandle } from "../trouble/selector";

/** A trouble as JSON: `path` is the source of a regular expression. */
type TroubleBody = TroubleKind & Omit<Selection, "path"> & { readonly path?: string };

/** Troubles over HTTP: add one, see how many requests each has applied to, end one or all. */
export function troubleRoutes(app: FastifyInstance, emulator: Emulator): void {
  const added = new Map<string, { readonly trouble: TroubleBody; readonly handle: TroubleHandle }>();

  app.get("/troubles", () => [...added].map(([id, { trouble, handle }]) => ({ id, trouble, met: handle.met })));

  app.post<{ Body: TroubleBody }>("/troubles", { schema: { body: troubleSchema } }, ({ body }, reply) => {
    const { path, ...trouble } = body;
    const id = randomUUID();
    const handle = emulator.trouble({ ...trouble, ...(path === undefined ? {} : { path: new RegExp(path) }) });
    added.set(id, { trouble: body, handle });
    return reply.code(201).send({ id });
  });

  app.delete("/troubles", (_request, reply) => {
    emulator.clearTroubles();
    added.clear();
    return reply.code(204).send();
  });

  app.delete<{ Params: AtId }>("/troubles/:id", ({ params }, reply) => {
    const found = added.get(params.id);
    if (!found) throw notFound("trouble", params.id);
    found.handle.stop();
    added.delete(params.id);
    return reply.code(204).send();
  });
}
