import type { FastifyReply } from "fastify";

import { ApiError } from "../api/errors";
import { RATE_LIMIT_RESET_HEADER } from "../assumptions";
import type { Met } from "./selector";

/** What becomes of a request that meets a trouble. */
export type Outcome =
  | { readonly is: "unchanged" }
  | {
      readonly is: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly is: "late"; readonly ms: number }
  | { readonly is: "silence" }
  | { readonly is: "reset" }
  | { readonly is: "cut" };

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

const HTML_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome</h1></body></html>";

/**
 * @param answer the status and body of the work, where it has been done
 */
export function strike(
  { trouble, resetSeconds }: Met,
  answer: { status: number; body: string } = { status: 200, body: "" },
): Outcome {
  switch (trouble.kind) {
    case "status":
      return reply(
        trouble.status,
        trouble.body ?? refusal(trouble.status, `Answered with status ${trouble.status} on demand`),
        trouble.headers,
      );
    case "rate-limit":
      return reply(429, refusal(429, "Rate limit exceeded"), { [RATE_LIMIT_RESET_HEADER]: String(resetSeconds) });
    case "redirect":
      return reply(trouble.status ?? 302, "", { location: trouble.location });
    case "html":
      return reply(200, HTML_PAGE, { "content-type": "text/html; charset=utf-8" });
    case "malformed":
      return { is: "answer", status: answer.status, headers: JSON_TYPE, body: `${answer.body.slice(0, -1)},` };
    case "shape":
      return reply(answer.status, reshaped(answer.body, trouble.shape));
    case "content-type":
      return {
        is: "answer",
        status: answer.status,
        headers: { "content-type": trouble.contentType },
        body: answer.body,
      };
    case "slow":
      return { is: "late", ms: trouble.ms };
    case "hang":
      return { is: "silence" };
    case "drop":
      return { is: "reset" };
    case "cut":
      return { is: "cut" };
  }
}

const refusal = (status: number, message: string) => new ApiError(status, message).body;

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Outcome {
  if (typeof body === "string")
    return { is: "answer", status, headers: { "content-type": "text/plain", ...headers }, body };
  return { is: "answer", status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
}

function reshaped(body: string, shape: "swapped" | "missing-id"): unknown {
  const parsed: unknown = body === "" ? {} : JSON.parse(body);
  if (shape === "swapped") return Array.isArray(parsed) ? { results: parsed as unknown[] } : [parsed];
  return Array.isArray(parsed) ? parsed.map(withoutId) : withoutId(parsed);
}

function withoutId(value: unknown): unknown {
  return typeof value === "object" && value !== null ? { ...value, id: undefined } : value;
}

/** Sets a reply's status and headers to those of an outcome. */
export function dress(fastifyReply: FastifyReply, outcome: Outcome & { is: "answer" }): void {
  fastifyReply.code(outcome.status).headers(outcome.headers);
}
