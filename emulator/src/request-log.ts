import type { IncomingHttpHeaders } from "node:http";

import { API_ROOT } from "./paths";

/** One request of the API. */
export interface LoggedRequest {
  readonly method: string;
  /** As sent, still encoded, without the query: `/v2.1/projects/p/webhooks/a%20b`. */
  readonly path: string;
  /** The query's parameters. */
  readonly query: Readonly<Record<string, string>>;
  /** The project's name, decoded; undefined if the path has none. */
  readonly project: string | undefined;
  /** Null until there is an answer, and if the connection was cut before one. */
  readonly status: number | null;
  /** The parsed body, with its secrets; undefined if there was none or it could not be parsed. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly at: Date;
}

/** A request in the log, which gets its body and status later. */
export type LogEntry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

type Listener = (request: LoggedRequest) => void;

const PROJECT = new RegExp(`^${API_ROOT.replaceAll(".", "\\.")}/projects/([^/]+)`);

/** The latest requests, in the order of arrival. */
export class RequestLog {
  readonly #limit: number;
  readonly #entries: LogEntry[] = [];
  readonly #listeners: Listener[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  arrived(method: string, url: string, headers: IncomingHttpHeaders): LogEntry {
    // Not parsed by `URL`, which takes the beginning of a path with two slashes for a host.
    const [path = "", ...query] = url.split("?");
    const project = PROJECT.exec(path)?.[1];
    const entry: LogEntry = {
      at: new Date(),
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(query.join("?"))),
      project: project === undefined ? undefined : decoded(project),
      headers,
      body: undefined,
      status: null,
    };
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries.shift();
    return entry;
  }

  /** The answer is on its way; null: there will be none. */
  ended(entry: LogEntry, status: number | null): void {
    entry.status = status;
    for (const listener of this.#listeners) listener(entry);
  }

  onEnd(listener: Listener): void {
    this.#listeners.push(listener);
  }

  clear(): void {
    this.#entries.length = 0;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
