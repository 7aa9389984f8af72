import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** A call that arrived. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The raw body. */
  readonly text: string;
  /** The body as JSON. Undefined if it is not JSON. */
  readonly body: unknown;
}

/** How a call is answered. */
export interface ReceiverAnswer {
  /** Default: 200. */
  readonly status?: number;
  /** Default: 0. */
  readonly delayMs?: number;
  /** The answer waits for this promise. */
  readonly after?: Promise<unknown>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the connection is reset instead. */
  readonly drop?: boolean;
}

/** A server on 127.0.0.1 that records the webhook calls that it receives. */
export class Receiver {
  /** Everything that arrived, oldest first. */
  readonly arrivals: Arrival[] = [];
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #timers = new Set<NodeJS.Timeout>();
  #answers: ReceiverAnswer[] = [];
  #next = 0;
  #waiting: { resolve: (arrival: Arrival) => void; reject: (reason: Error) => void }[] = [];

  /** Such as `http://127.0.0.1:4000`. */
  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("The receiver does not listen");
    return `http://127.0.0.1:${address.port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
  }

  /** Sets the answers of the next calls, one each. The last one also answers all later calls. Default: 200. */
  answer(...answers: readonly ReceiverAnswer[]): void {
    this.#answers = [...answers];
  }

  /** The next call, in the order of arrival. It may have arrived already. */
  next(): Promise<Arrival> {
    const arrival = this.arrivals[this.#next];
    if (arrival) {
      this.#next += 1;
      return Promise.resolve(arrival);
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Stops the server and closes its connections. A `next()` that is waiting fails. */
  close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { reject } of this.#waiting) reject(new Error("The receiver was closed before a call came"));
    this.#waiting = [];
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await read(request).catch(() => undefined);
    if (text === undefined) return;
    const arrival = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      text,
      body: parsed(text),
    };
    const { delayMs = 0, ...answer } = (this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]) ?? {};
    this.arrivals.push(arrival);
    const waiting = this.#waiting.shift();
    if (waiting) {
      this.#next += 1;
      waiting.resolve(arrival);
    }
    await answer.after;
    const send = () => {
      if (answer.drop) request.socket.resetAndDestroy();
      else response.writeHead(answer.status ?? 200, { ...answer.headers }).end(answer.body);
    };
    if (delayMs === 0) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      send();
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** Starts a receiver on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const receiver = new Receiver();
  await receiver.listen();
  return receiver;
}

async function read(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
