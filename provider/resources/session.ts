import { Client, type Operation, type OperationOptions, type Tuning } from "../api";
import { type Configuration, type Configured, resolveConfiguration, type Setting } from "../shared/configuration";
import { protectSecret } from "../shared/redaction";
import { Owners } from "./owners";
import { parseWebhook } from "./webhook/wire";

/** What a verb knows of the configuration without a request. */
export interface Settings {
  /** What is wrong with the configuration, a sentence each. */
  readonly problems: readonly string[];
  /** The project of resources that name none. */
  readonly project?: string | undefined;
  /** The address of the API. */
  readonly host?: string | undefined;
}

/** What differs between the front ends in what a user is told. */
export interface FrontEnd {
  /** Prints a warning; known secrets are masked. */
  readonly warn: (message: string) => void;
  /** How a user brings an existing webhook under Pulumi's control. */
  readonly importCommand: string;
}

/** One configured provider process: its client of the API, and what it has learned and done there. */
export class Session {
  readonly #configuration: Configuration | undefined;
  readonly #tuning: Tuning | undefined;
  #client: Client | undefined;

  readonly settings: Settings;
  readonly frontEnd: FrontEnd;
  readonly owners = new Owners();

  /** Whether the service lists protected headers, once this process has written some and looked. */
  listsProtected: Promise<boolean | undefined> | undefined;

  /** @param tuning for tests only */
  constructor(configured: Configured, frontEnd: FrontEnd, tuning?: Tuning) {
    const { configuration, problems = [] } = configured;
    this.#configuration = configuration;
    this.#tuning = tuning;
    this.frontEnd = frontEnd;
    this.settings = { problems, project: configuration?.project, host: configuration?.apiHost };
    if (configuration) protectSecret(configuration.apiToken);
  }

  /** Begins a process. This never fails: every verb reports what is wrong with the configuration. */
  static configure(setting: Setting, environment: NodeJS.ProcessEnv, frontEnd: FrontEnd): Session {
    return new Session(resolveConfiguration(setting, environment), frontEnd);
  }

  /**
   * Begins one operation with a time budget of its own.
   * @throws Error that says what is wrong with the configuration
   */
  begin({ timeoutSeconds, signal }: OperationOptions = {}): Operation {
    const configuration = this.#configuration;
    if (!configuration) throw new Error(this.settings.problems.join(" "));
    this.#client ??= new Client({
      host: configuration.apiHost,
      token: configuration.apiToken,
      timeoutSeconds: configuration.timeoutSeconds,
      parseWebhook,
      ...(this.#tuning && { tuning: this.#tuning }),
    });
    return this.#client.operation({ timeoutSeconds, signal });
  }
}
