import { HttpRefusal } from "../api/answers";
import { RATE_LIMIT_RESET_HEADER } from "../assumptions";
import type { Met } from "./selector";

/** An answer in place of the real one. */
export interface ReplacedAnswer {
  readonly is: "answer";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What becomes of a request that meets a trouble. */
export type Outcome =
  | ReplacedAnswer
  | { readonly is: "late"; readonly ms: number }
  | { readonly is: "silence" }
  | { readonly is: "reset" }
  | { readonly is: "cut" };

const JSON_TYPE = "application/json; charset=utf-8";

const HTML_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome</h1></body></html>";

/** @param real the real answer, for a trouble after the work */
export function strike({ trouble, resetSeconds }: Met, real = { status: 200, body: "" }): Outcome {
  switch (trouble.kind) {
    case "status":
      return trouble.body === undefined
        ? refusal(trouble.status, `Answered with status ${trouble.status} on demand`, trouble.headers)
        : answer(trouble.status, trouble.body, trouble.headers);
    case "rate-limit":
      return refusal(429, "Rate limit exceeded", { [RATE_LIMIT_RESET_HEADER]: String(resetSeconds) });
    case "redirect":
      return answer(trouble.status ?? 302, "", { location: trouble.location });
    case "html":
      return answer(200, HTML_PAGE, { "content-type": "text/html; charset=utf-8" });
    case "malformed":
      return answer(real.status, `${real.body.slice(0, -1)},`, { "content-type": JSON_TYPE });
    case "shape":
      return answer(real.status, reshaped(real.body, trouble.shape));
    case "content-type":
      return answer(real.status, real.body, { "content-type": trouble.contentType });
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

type AnswerHeaders = ReplacedAnswer["headers"];

/** @param body sent as it is if it is a string, else as JSON */
function answer(status: number, body: unknown, headers: AnswerHeaders = {}): ReplacedAnswer {
  const [type, text] = typeof body === "string" ? ["text/plain", body] : [JSON_TYPE, JSON.stringify(body)];
  return { is: "answer", status, headers: { "content-type": type, ...headers }, body: text };
}

const refusal = (status: number, message: string, headers?: AnswerHeaders): ReplacedAnswer =>
  answer(status, new HttpRefusal(status, message).body, headers);

function reshaped(body: string, shape: "swapped" | "missing-id"): unknown {
  const parsed: unknown = body === "" ? {} : JSON.parse(body);
  if (shape === "swapped") return Array.isArray(parsed) ? { results: parsed as unknown[] } : [parsed];
  return Array.isArray(parsed) ? parsed.map(withoutId) : withoutId(parsed);
}

function withoutId(value: unknown): unknown {
  return typeof value === "object" && value !== null ? { ...value, id: undefined } : value;
}
