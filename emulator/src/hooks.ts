import { setTimeout as delay } from "node:timers/promises";

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { isControl } from "./control/root";
import { whenOf } from "./trouble/kinds";
import { dress, strike } from "./trouble/strike";
import type { Settings } from "./options";
import type { LogEntry, RequestLog } from "./request-log";
import type { Holds } from "./trouble/holds";
import type { Met, Troubles } from "./trouble/selector";

declare module "fastify" {
  interface FastifyRequest {
    logged: LogEntry | null;
    /** Whether holds and troubles are for it: it has a valid token and a known path. */
    isAdmitted: boolean;
    met: Met | null;
  }
}

interface Watched {
  readonly settings: Settings;
  readonly log: RequestLog;
  readonly troubles: Troubles;
  readonly holds: Holds;
  /** Aborted when the emulator closes. */
  readonly closing: AbortSignal;
}

/** Logs every request of the API, and holds it or lets it meet its trouble before and after its work. */
export function watch(app: FastifyInstance, { settings, log, troubles, holds, closing }: Watched): void {
  app.decorateRequest("logged", null);
  app.decorateRequest("isAdmitted", false);
  app.decorateRequest("met", null);

  app.addHook("onRequest", (request, _reply, done) => {
    if (!isControl(request.url)) request.logged = log.arrived(request.method, request.url, request.headers);
    done();
  });

  app.addHook("preValidation", async (request, reply) => {
    if (!request.logged) return;
    request.logged.body = request.body;
    const path = pathOf(request);
    if (settings.delayMs > 0) await late(settings.delayMs, request, reply);
    if (request.is404) return;
    request.isAdmitted = true;
    if ((await holds.pass(request.method, path, "before")) === "drop") return reset(request, reply);
    const met = troubles.select(request.method, path);
    if (!met) return;
    if (whenOf(met.trouble) === "after") {
      request.met = met;
      return;
    }
    const outcome = strike(met);
    switch (outcome.is) {
      case "answer":
        dress(reply, outcome);
        return reply.send(outcome.body);
      case "late":
        return late(outcome.ms, request, reply);
      case "silence":
        return silence(request);
      default:
        return reset(request, reply);
    }
  });

  app.addHook("onSend", async (request, reply, payload) => {
    if (!request.logged) return payload;
    const answer = { status: reply.statusCode, body: typeof payload === "string" ? payload : "" };
    if (request.isAdmitted && (await holds.pass(request.method, pathOf(request), "after")) === "drop")
      return reset(request, reply);
    const outcome = request.met ? strike(request.met, answer) : undefined;
    switch (outcome?.is) {
      case "answer":
        dress(reply, outcome);
        payload = outcome.body;
        break;
      case "late":
        await late(outcome.ms, request, reply);
        break;
      case "silence":
        return silence(request);
      case "reset":
        return reset(request, reply);
      case "cut":
        return cut(request, reply, answer.body);
    }
    log.ended(request.logged, reply.statusCode);
    return payload;
  });

  /** Waits; where the emulator closes meanwhile, the request ends here. */
  async function late(ms: number, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await delay(ms, undefined, { signal: closing }).catch(() => reset(request, reply));
  }

  function silence(request: FastifyRequest): Promise<never> {
    if (request.logged) log.ended(request.logged, null);
    return never();
  }

  function reset(request: FastifyRequest, reply: FastifyReply): Promise<never> {
    reply.hijack();
    if (request.logged) log.ended(request.logged, null);
    request.raw.socket.resetAndDestroy();
    return never();
  }

  function cut(request: FastifyRequest, reply: FastifyReply, body: string): Promise<never> {
    const bytes = Buffer.from(body || " ");
    reply.hijack();
    if (request.logged) log.ended(request.logged, null);
    reply.raw.writeHead(reply.statusCode, {
      "content-type": "application/json",
      "content-length": Math.max(2, bytes.length),
    });
    reply.raw.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => request.raw.socket.destroy());
    return never();
  }
}

const pathOf = (request: FastifyRequest) => request.url.split("?", 1)[0] ?? request.url;

/** The request ends here: nothing more is to be done for it. */
const never = () => new Promise<never>(() => undefined);
