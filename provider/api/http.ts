import { agentsFor } from "./agents";
import type { ConnectionOptions } from "./api";
import type { Budget } from "./budget";
import type { Exchange } from "./exchange";
import { type Gate, gateOf } from "./gate";
import { Run } from "./run";
import { userAgent } from "./user-agent";

/** No attempt waits longer for an answer, in milliseconds, and none longer than this part of the time budget. */
const LONGEST_ATTEMPT_MS = 30_000;
const ATTEMPT_PART = 1 / 4;
const LONGEST_CONNECT_MS = 10_000;

/** The way to one host, with one token. The HTTP library is loaded for the first request. */
export class Http {
  readonly #options: ConnectionOptions;
  readonly #gate: Gate;
  #client: ReturnType<typeof loadClient> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#gate = gateOf(options.host);
  }

  /**
   * Sends a request until there is an answer, the failure is final or the time budget ends.
   * @throws ApiError
   */
  async send<T>(exchange: Exchange<T>, budget: Budget): Promise<T | undefined> {
    this.#client ??= loadClient(this.#options);
    const got = await this.#client;
    const run = new Run(exchange, budget, this.#gate, this.#options);
    try {
      await got(`${this.#options.host}${exchange.path}`, {
        method: exchange.method,
        ...(exchange.query && { searchParams: exchange.query }),
        ...(exchange.body && { json: exchange.body }),
        hooks: {
          beforeRequest: [
            async (options) => {
              await run.begin();
              options.timeout = timeouts(budget);
            },
          ],
          afterResponse: [
            (response) => {
              run.receive(response.statusCode, response.body, response.headers.location);
              return response;
            },
          ],
          beforeRetry: [() => run.reconcile()],
        },
        retry: { calculateDelay: ({ error }) => run.fail(error) },
      });
      return run.answer;
    } catch (error) {
      return await run.end(error);
    }
  }
}

function timeouts(budget: Budget): Record<string, number> {
  const left = Math.max(1, budget.remaining);
  const attempt = Math.min(left, LONGEST_ATTEMPT_MS, budget.total * ATTEMPT_PART);
  const connect = Math.min(attempt, LONGEST_CONNECT_MS);
  return {
    lookup: connect,
    connect,
    secureConnect: connect,
    send: attempt,
    response: attempt,
    read: attempt,
    request: left,
  };
}

async function loadClient({ host, token }: ConnectionOptions) {
  const [{ default: got }, agent] = await Promise.all([import("got"), agentsFor(host)]);
  return got.extend({
    agent,
    followRedirect: false,
    headers: { authorization: `Token ${token}`, accept: "application/json", "user-agent": userAgent() },
  });
}
