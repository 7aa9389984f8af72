import { setTimeout as delay } from "node:timers/promises";

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { isControl } from "./paths";
import { whenOf } from "./trouble/kinds";
import { strike } from "./trouble/strike";
import type { EmulatorSettings } from "./options";
import type { LogEntry, RequestLog } from "./request-log";
import type { Holds } from "./trouble/holds";
import type { ReplacedAnswer } from "./trouble/strike";
import type { Met, Troubles } from "./trouble/selector";

declare module "fastify" {
  interface FastifyRequest {
    /** Its place in the log; null for the control API. */
    logged: LogEntry | null;
    /** Whether holds and troubles apply: it has a valid token and a known path. */
    isAdmitted: boolean;
    /** The trouble that it meets after its work. */
    met: Met | null;
  }
}

interface InterceptorParts {
  readonly settings: EmulatorSettings;
  readonly log: RequestLog;
  readonly troubles: Troubles;
  readonly holds: Holds;
  /** Aborted when the emulator closes. */
  readonly closing: AbortSignal;
}

/** Logs every request of the API, and applies holds and troubles before and after its work. */
export function intercept(app: FastifyInstance, parts: InterceptorParts): void {
  const interceptor = new Interceptor(parts);
  app.decorateRequest("logged", null);
  app.decorateRequest("isAdmitted", false);
  app.decorateRequest("met", null);
  app.addHook("onRequest", (request, _reply, done) => {
    if (!isControl(request.url)) request.logged = parts.log.arrived(request.method, request.url, request.headers);
    done();
  });
  app.addHook("preValidation", async (request, reply) => {
    if (request.logged) await interceptor.before(request, reply, request.logged);
  });
  app.addHook("onSend", async (request, reply, payload) =>
    request.logged ? interceptor.after(request, reply, payload, request.logged) : payload,
  );
}

class Interceptor {
  readonly #parts: InterceptorParts;

  constructor(parts: InterceptorParts) {
    this.#parts = parts;
  }

  async before(request: FastifyRequest, reply: FastifyReply, entry: LogEntry): Promise<unknown> {
    const { settings, holds, troubles } = this.#parts;
    entry.body = request.body;
    const path = pathOf(request);
    if (settings.delayMs > 0) await this.#wait(settings.delayMs, request, reply, entry);
    if (request.is404) return undefined;
    request.isAdmitted = true;
    if ((await holds.pass(request.method, path, "before")) === "drop") return this.#reset(request, reply, entry);
    const met = troubles.select(request.method, path);
    if (!met) return undefined;
    if (whenOf(met.trouble) === "after") {
      request.met = met;
      return undefined;
    }
    const outcome = strike(met);
    switch (outcome.is) {
      case "answer":
        dress(reply, outcome);
        return reply.send(outcome.body);
      case "late":
        return this.#wait(outcome.ms, request, reply, entry);
      case "silence":
        return this.#silence(entry);
      default:
        return this.#reset(request, reply, entry);
    }
  }

  /** @returns the body to send */
  async after(request: FastifyRequest, reply: FastifyReply, payload: unknown, entry: LogEntry): Promise<unknown> {
    const { holds, log } = this.#parts;
    const body = typeof payload === "string" ? payload : "";
    if (request.isAdmitted && (await holds.pass(request.method, pathOf(request), "after")) === "drop") {
      return this.#reset(request, reply, entry);
    }
    const outcome = request.met ? strike(request.met, { status: reply.statusCode, body }) : undefined;
    switch (outcome?.is) {
      case "answer":
        dress(reply, outcome);
        payload = outcome.body;
        break;
      case "late":
        await this.#wait(outcome.ms, request, reply, entry);
        break;
      case "silence":
        return this.#silence(entry);
      case "reset":
        return this.#reset(request, reply, entry);
      case "cut":
        return this.#cut(request, reply, body, entry);
    }
    log.ended(entry, reply.statusCode);
    return payload;
  }

  /** Waits. If the emulator closes meanwhile, the request ends here. */
  async #wait(ms: number, request: FastifyRequest, reply: FastifyReply, entry: LogEntry): Promise<void> {
    await delay(ms, undefined, { signal: this.#parts.closing }).catch(() => this.#reset(request, reply, entry));
  }

  #silence(entry: LogEntry): Promise<never> {
    this.#parts.log.ended(entry, null);
    return never();
  }

  #reset(request: FastifyRequest, reply: FastifyReply, entry: LogEntry): Promise<never> {
    reply.hijack();
    this.#parts.log.ended(entry, null);
    request.raw.socket.resetAndDestroy();
    return never();
  }

  #cut(request: FastifyRequest, reply: FastifyReply, body: string, entry: LogEntry): Promise<never> {
    const bytes = Buffer.from(body || " ");
    reply.hijack();
    this.#parts.log.ended(entry, null);
    reply.raw.writeHead(reply.statusCode, {
      "content-type": "application/json",
      "content-length": Math.max(2, bytes.length),
    });
    reply.raw.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => request.raw.socket.destroy());
    return never();
  }
}

const pathOf = (request: FastifyRequest) => request.url.split("?", 1)[0] ?? request.url;

function dress(reply: FastifyReply, { status, headers }: ReplacedAnswer): void {
  reply.code(status).headers(headers);
}

/** The request ends here: Fastify has nothing more to do for it. */
const never = () => new Promise<never>(() => undefined);
