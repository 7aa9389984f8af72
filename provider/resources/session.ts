import { type Api, Connection } from "../api";
import type { Tuning } from "../api/api";
import type { Configured } from "../shared/configuration";

/** One configured provider process: the way to its API, and what it did there itself. */
export class Session {
  readonly #configured: Configured;
  readonly #tuning: Tuning | undefined;
  /** Tells the user what is no error, but not as it was asked for either. */
  readonly warn: (message: string) => void;
  #connection: Connection | undefined;

  /** The UUIDs of the webhooks that this process created or adopted. */
  readonly taken = new Set<string>();

  /** Whether the service lists protected headers, once this process has asked. */
  listing: Promise<boolean | undefined> | undefined;

  /** By project, whether any webhook of it shows a protected header, once this process has asked. */
  readonly showing = new Map<string, Promise<boolean>>();

  /** The UUIDs of the webhooks that this process has read for a resource that owns it. */
  readonly seen = new Set<string>();

  readonly #releasing = new Set<string>();
  readonly #keeping = new Set<string>();

  /** Notes that a resource of this update is about to give up a name. */
  release(project: string, name: string): void {
    this.#releasing.add(`${project}/${name}`);
  }

  /** Whether a resource of this update is about to give up that name. */
  releases(project: string, name: string): boolean {
    return this.#releasing.has(`${project}/${name}`);
  }

  /** Notes that a resource of this update is to go on under its name. */
  keep(project: string, name: string): void {
    this.#keeping.add(`${project}/${name}`);
  }

  /** Whether a resource of this update is to go on under that name. */
  keeps(project: string, name: string): boolean {
    return this.#keeping.has(`${project}/${name}`);
  }

  /** @param tuning for tests only */
  constructor(configured: Configured, warn: (message: string) => void, tuning?: Tuning) {
    this.#configured = configured;
    this.warn = warn;
    this.#tuning = tuning;
  }

  /** What is wrong with the configuration, a sentence each. */
  get problems(): readonly string[] {
    return this.#configured.problems ?? [];
  }

  /** The project of resources that name none. */
  get project(): string | undefined {
    return this.#configured.configuration?.project;
  }

  /** The API's address. */
  get host(): string | undefined {
    return this.#configured.configuration?.apiHost;
  }

  /**
   * Begins one operation, with its own time budget.
   * @throws Error that says what is wrong with the configuration
   */
  begin(): Api {
    const { configuration } = this.#configured;
    if (!configuration) throw new Error(this.problems.join(" "));
    this.#connection ??= new Connection({
      host: configuration.apiHost,
      token: configuration.apiToken,
      timeoutSeconds: configuration.timeoutSeconds,
      ...(this.#tuning && { tuning: this.#tuning }),
    });
    return this.#connection.operation();
  }
}
