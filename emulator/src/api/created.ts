import type { FastifyReply } from "fastify";

import { CREATED_STATUS } from "../assumptions";

/** The answer to a creation. */
export const created = (reply: FastifyReply): FastifyReply => reply.code(CREATED_STATUS);
