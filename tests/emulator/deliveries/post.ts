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

/**
 * One call of a receiver; a redirect is not followed. The webhook's own headers come last, so that they win.
 * @returns the status of the answer
 * @throws where there is no answer
 */
export function post({ url, headers, body, signal }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const send = target.protocol === "https:" ? httpsRequest : httpRequest;
    const request: ClientRequest = send(target, { method: "POST", signal, agent: false }, (response: IncomingMessage) => {
      response.resume();
      response.once("error", reject);
      response.once("end", () => {
        resolve(response.statusCode ?? 0);
      });
    });
    request.once("error", reject);
    request.setHeader("content-type", "application/json");
    request.setHeader("user-agent", "ubiops-emulator");
    for (const { key, value } of headers) request.setHeader(key, value);
    request.end(body);
  });
}
