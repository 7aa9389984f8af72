import * as assumptions from "./assumptions";

/** How the service may show protected headers. */
export const PROTECTED_FORMS = ["null", "mask", "omit", "clear", "absent"] as const;

export type ProtectedForm = (typeof PROTECTED_FORMS)[number];

export interface EmulatorOptions {
  /** The only token that is accepted. Default: "emulator-token". */
  readonly token?: string;
  /** The projects that exist; others answer 404. Default: every project exists. */
  readonly projects?: readonly string[] | undefined;
  /** How protected headers are shown, everywhere or by project. Default: "null". */
  readonly protectedForm?: ProtectedForm | ((project: string) => ProtectedForm);
  /** The port on 127.0.0.1; 0 takes a free one. Default: 0. */
  readonly port?: number;
  /** A file that keeps the webhooks between runs. Default: none. */
  readonly stateFile?: string | undefined;
  /** How long to wait before every answer of the API, in milliseconds. Default: 0. */
  readonly delayMs?: number;
  /**
   * What answers show as `version` if none was sent: null, or a name, which is then that of every default version.
   * Default: null.
   */
  readonly defaultVersion?: string | null;
  /** The status if a name is taken. Default: 409. */
  readonly takenNameStatus?: 400 | 409;
  /** How long to wait before a failed delivery is tried again, in milliseconds. Default: 1000. */
  readonly retryDelayMs?: number;
  /** How many requests the log keeps. Default: 10000. */
  readonly logLimit?: number;
}

/** The options with their defaults. Some change while the emulator runs. */
export type EmulatorSettings = { -readonly [K in keyof EmulatorOptions]-?: EmulatorOptions[K] };

export function withDefaults(options: EmulatorOptions): EmulatorSettings {
  const { defaultVersion = assumptions.OMITTED_VERSION } = options;
  return {
    token: options.token ?? "emulator-token",
    projects: options.projects,
    protectedForm: options.protectedForm ?? "null",
    port: options.port ?? 0,
    stateFile: options.stateFile,
    delayMs: options.delayMs ?? 0,
    defaultVersion,
    takenNameStatus: options.takenNameStatus ?? assumptions.TAKEN_NAME_STATUS,
    retryDelayMs: options.retryDelayMs ?? assumptions.DELIVERY_RETRY_DELAY_MS,
    logLimit: options.logLimit ?? 10_000,
  };
}
