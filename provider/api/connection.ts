import { protectSecret } from "../shared/redaction";
import type { Api, ConnectionOptions } from "./api";
import { Budget } from "./budget";
import { Endpoints } from "./endpoints";
import { Http } from "./http";
import { Operation } from "./operation";
import { ProjectReads } from "./reads";

/** The way to the API for as long as the process lives: connections that stay open, and reads that are gathered. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #endpoints: Endpoints;
  readonly #reads = new Map<string, ProjectReads>();

  readonly host: string;

  /** Does nothing yet: everything is loaded and opened for the first request. */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.host = options.host;
    protectSecret(options.token);
    this.#endpoints = new Endpoints(new Http(options));
  }

  /** Begins one operation, with a time budget of its own. */
  operation(): Api {
    const shared = { host: this.host, endpoints: this.#endpoints, reads: (project: string) => this.#readsOf(project) };
    return new Operation(shared, new Budget(this.#options.timeoutSeconds * 1000));
  }

  #readsOf(project: string): ProjectReads {
    const existing = this.#reads.get(project);
    if (existing) return existing;
    const endpoints = this.#endpoints;
    const reads = new ProjectReads(
      {
        one: (name, budget) => endpoints.get(project, name, budget),
        all: (budget) => endpoints.list(project, {}, budget),
      },
      this.#options.tuning?.listingMs,
    );
    this.#reads.set(project, reads);
    return reads;
  }
}
