import { Client, type ClientOptions, type WireWebhookCreate } from "../../../provider/api";
import { parseWebhook } from "../../../provider/resources/webhook/wire";
import type { Emulator } from "../../../emulator/src";

/** A client of the emulator whose waits are short. */
export const connect = (emulator: Emulator, options: Partial<ClientOptions> = {}): Client =>
  new Client({
    host: emulator.url,
    token: emulator.token,
    timeoutSeconds: 120,
    parseWebhook,
    tuning: { retryBaseMs: 2 },
    ...options,
  });

/** Time enough for an attempt, however slow the machine is, and too little for the wait before a second one. */
export const ONE_ATTEMPT = { timeoutSeconds: 120, tuning: { retryBaseMs: 300_000 } };

/** The body of a webhook that the API accepts. */
export const bodyOf = (name: string, more: Partial<WireWebhookCreate> = {}): WireWebhookCreate => ({
  name,
  url: "https://example.com/hook",
  object_type: "deployment",
  object_name: "model",
  event: "deployment_request_finished",
  ...more,
});

/** What a caller adds to the error of a taken name. */
export const HINT = { ifNameTaken: "Choose another name." };

/** The requests so far, such as `GET /projects/p/webhooks/a`. */
export const requestsOf = (emulator: Emulator): string[] =>
  emulator.requests.map(({ method, path }) => `${method} ${path.replace("/v2.1", "")}`);

/** The error that an action ends with. */
export async function errorOf(action: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await action.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome && outcome.error instanceof Error) return outcome.error as Error & Record<string, unknown>;
  throw new Error(`Expected an error, but got ${JSON.stringify(outcome)}`);
}
