import type { IncomingHttpHeaders } from "node:http";

import { API_ROOT } from "./api/root";

/** One request of the API, in the order of arrival. Control calls are not among them. */
export interface LoggedRequest {
  readonly method: string;
  /** As sent, still encoded, without the query: `/v2.1/projects/p/webhooks/a%20b`. */
  readonly path: string;
  /** The query's parameters. */
  readonly query: Readonly<Record<string, string>>;
  /** The project's name, decoded; missing where the path has none. */
  readonly project?: string;
  /** Null while there is no answer, and for ever where the connection was cut before one. */
  readonly status: number | null;
  /** The parsed body, with its secrets; undefined where there was none or it could not be read. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly at: Date;
}

type Listener = (request: LoggedRequest) => void;

const PROJECT = new RegExp(`^${API_ROOT.replaceAll(".", "\\.")}/projects/([^/]+)`);

/** The last requests. */
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
    // Not by URL, for which a path that begins with two slashes names a host.
    const [path = "", ...query] = url.split("?");
    const [, project] = PROJECT.exec(path) ?? [];
    const entry = new LogEntry(
      method,
      path,
      Object.fromEntries(new URLSearchParams(query.join("?"))),
      decoded(project),
      headers,
    );
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries.shift();
    return entry;
  }

  /** The answer is on its way, or there will be none. */
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

class LogEntry implements LoggedRequest {
  status: number | null = null;
  body: unknown = undefined;
  readonly at = new Date();
  declare readonly project?: string;

  constructor(
    readonly method: string,
    readonly path: string,
    readonly query: Readonly<Record<string, string>>,
    project: string | undefined,
    readonly headers: IncomingHttpHeaders,
  ) {
    if (project !== undefined) this.project = project;
  }
}

export type { LogEntry };

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
