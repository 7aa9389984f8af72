import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { ClientRequest, IncomingMessage } from "node:http";

import type { StoredHeader } from "../webhook";

interface Post {
  readonly url: string;
  readonly headers: readonly StoredHeader[];
  readonly body: string;
  /** Aborted when the call takes too long or the emulator closes. */
  readonly signal: AbortSignal;
}

const SERVICE_HEADERS = [
  ["content-type", "application/json"],
  ["user-agent", "ubiops-webhooks-emulator"],
] as const;

/**
 * Calls a receiver once. A redirect is not followed. The webhook's headers come last, so they win.
 * @returns the status of the answer
 * @throws Error if there is no answer
 */
export function postOnce({ url, headers, body, signal }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const send = target.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = Object.fromEntries([...SERVICE_HEADERS, ...headers.map(({ key, value }) => [key, value] as const)]);
    // Invalid headers throw here, before there is a connection to close.
    const request: ClientRequest = send(
      target,
      { method: "POST", headers: sent, signal, agent: false },
      (response: IncomingMessage) => {
        response.resume();
        response.once("error", reject);
        response.once("end", () => {
          resolve(response.statusCode ?? 0);
        });
      },
    );
    request.once("error", reject);
    request.end(body);
  });
}
