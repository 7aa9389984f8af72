import { protectSecret } from "../shared/redaction";
import { Endpoints, orAbsent } from "./endpoints";
import { type Connection, Operation } from "./operation";
import { ProjectReads } from "./reads";
import { Budget, type Clock, CLOCK } from "./retry";
import { Sender } from "./send";
import type { WireWebhook } from "./types";

/** Where the API is, how to reach it, and what it answers. */
export interface ClientOptions {
  /** The API's address without a slash at its end: `https://api.ubiops.com/v2.1`. */
  readonly host: string;
  /** The API token without the word `Token`. */
  readonly token: string;
  /** The time budget of one operation, in seconds: it covers all attempts and waits of all its requests. */
  readonly timeoutSeconds: number;
  /**
   * Reads a webhook from an answer.
   * @throws ShapeError if the data has another form
   */
  readonly parseWebhook: (body: unknown) => WireWebhook;
  /** @internal For tests only. */
  readonly tuning?: Tuning;
}

/** What tests set to see in moments what takes minutes. */
export interface Tuning {
  /** The first wait before a request is sent again, in milliseconds; it doubles with every attempt. */
  readonly retryBaseMs?: number;
  /** Random numbers from 0 to 1. */
  readonly random?: () => number;
  readonly clock?: Clock;
}

/** What one operation has of its own. */
export interface OperationOptions {
  /** Its time budget, in seconds, if it is not that of the client. */
  readonly timeoutSeconds?: number | undefined;
  /** Cancels it: every wait and every read ends at once, and nothing more is sent; a write that is under way is left to finish. */
  readonly signal?: AbortSignal | undefined;
}

/** The API for as long as a process lives: connections that stay open, and reads that are gathered. */
export class Client {
  readonly #options: ClientOptions;
  readonly #clock: Clock;
  readonly #connection: Connection;
  readonly #reads = new Map<string, ProjectReads>();

  /** Connects to nothing yet. */
  constructor(options: ClientOptions) {
    const { host, token, parseWebhook, tuning = {} } = options;
    protectSecret(token);
    this.#connection = {
      host,
      sender: new Sender({ host, token, ...tuning }),
      endpoints: new Endpoints(parseWebhook),
      reads: (project) => this.#readsOf(project),
    };
    this.#options = options;
    this.#clock = tuning.clock ?? CLOCK;
  }

  /** Begins one operation, with a time budget of its own. */
  operation({ timeoutSeconds = this.#options.timeoutSeconds, signal }: OperationOptions = {}): Operation {
    return new Operation(this.#connection, new Budget(timeoutSeconds * 1000, this.#clock, signal));
  }

  #readsOf(project: string): ProjectReads {
    const existing = this.#reads.get(project);
    if (existing) return existing;
    const { sender, endpoints } = this.#connection;
    const source = {
      budget: (part: number) => new Budget(this.#options.timeoutSeconds * 1000 * part, this.#clock, undefined),
      list: (budget: Budget) => sender.send(endpoints.list(project, {}), budget),
      get: (name: string, budget: Budget) => sender.send(orAbsent(endpoints.get(project, name)), budget),
    };
    const reads = new ProjectReads(source, this.#clock.now);
    this.#reads.set(project, reads);
    return reads;
  }
}
