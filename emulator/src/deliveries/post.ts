import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { ClientRequest, IncomingMessage } from "node:http";

import type { StoredHeader } from "../webhook";

export interface Post {
  readonly url: string;
  readonly headers: readonly StoredHeader[];
  readonly body: string;
  /** Aborted when the call takes too long or is not wanted any more. */
  readonly signal: AbortSignal;
}

const OWN_HEADERS = [
  ["content-type", "application/json"],
  ["user-agent", "ubiops-emulator"],
] as const;

/**
 * One call of a receiver; a redirect is not followed. The webhook's own headers come last, so that they win.
 * @returns the status of the answer
 * @throws where there is no answer
 */
export function post({ url, headers, body, signal }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const send = target.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = Object.fromEntries([...OWN_HEADERS, ...headers.map(({ key, value }) => [key, value] as const)]);
    // Headers that cannot be sent are refused here, before there is a connection to close.
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
