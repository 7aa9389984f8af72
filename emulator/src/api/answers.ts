import type { FastifyReply } from "fastify";

import { CREATED_STATUS, errorBody, NOT_FOUND_STATUS } from "../assumptions";

/** The answer to a creation. */
export const created = (reply: FastifyReply): FastifyReply => reply.code(CREATED_STATUS);

/** An answer that refuses a request. Routes throw it. */
export class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  readonly status: number;
  readonly body: object;

  constructor(status: number, message: string, body: object = errorBody(message)) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** The refusal if a project, a webhook, an object or the like does not exist. */
export const notFound = (what: string, name: string): HttpRefusal =>
  new HttpRefusal(NOT_FOUND_STATUS, `The ${what} ${JSON.stringify(name)} does not exist`);
