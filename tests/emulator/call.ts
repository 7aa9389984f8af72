import type { Emulator } from "../../emulator/src";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined if it is not JSON. */
  readonly body: unknown;
}

/** Sends one request as a plain client does. A body that is a string is sent as it is. */
export async function call(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(emulator.url + path, {
    method,
    redirect: "manual",
    headers: {
      authorization: `Token ${emulator.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
}

/** A valid body of `webhooks_create`. */
export function webhook(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: "w",
    url: "https://hooks.example.com/w",
    object_type: "deployment",
    object_name: "model",
    event: "deployment_request_finished",
    ...fields,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
