import * as assumptions from "./assumptions";

/** The ways in which the service may show protected headers. */
export const PROTECTED_FORMS = ["null", "mask", "omit", "clear", "absent"] as const;

export type ProtectedForm = (typeof PROTECTED_FORMS)[number];

export interface EmulatorOptions {
  /** The one token that is accepted. Default: "emulator-token". */
  readonly token?: string;
  /** The projects that exist; all others answer 404. Default: every project exists. */
  readonly projects?: readonly string[];
  /** How protected headers come back, everywhere or by project. Default: "null". */
  readonly protectedForm?: ProtectedForm | ((project: string) => ProtectedForm);
  /** Default: 0, a free port. */
  readonly port?: number;
  /** A file that keeps the webhooks between starts. Default: none. */
  readonly stateFile?: string;
  /** How long every answer of the API waits, in milliseconds. Default: 0. */
  readonly delayMs?: number;
  /** The version that an omitted one resolves to; null keeps null in the answers. Default: "v1". */
  readonly defaultVersion?: string | null;
  /** The status where a name is taken. Default: 409. */
  readonly takenNameStatus?: 400 | 409;
  /** The pause before a delivery is tried again, in milliseconds. Default: 1000. */
  readonly retryDelayMs?: number;
  /** How many requests the log keeps. Default: 10000. */
  readonly logLimit?: number;
}

type Optional = "projects" | "stateFile";

/** The options with their defaults. They may be changed while the emulator runs. */
export type Settings = {
  -readonly [K in Exclude<keyof EmulatorOptions, Optional>]-?: NonNullable<EmulatorOptions[K]> | Null<K>;
} & {
  -readonly [K in Optional]: EmulatorOptions[K];
} & {
  /** What the default version is called where answers do not tell. */
  readonly defaultVersionName: string;
};

type Null<K> = K extends "defaultVersion" ? null : never;

export function settings(options: EmulatorOptions): Settings {
  const { defaultVersion = assumptions.DEFAULT_VERSION } = options;
  return {
    token: options.token ?? "emulator-token",
    projects: options.projects,
    protectedForm: options.protectedForm ?? "null",
    port: options.port ?? 0,
    stateFile: options.stateFile,
    delayMs: options.delayMs ?? 0,
    defaultVersion,
    defaultVersionName: defaultVersion ?? "default",
    takenNameStatus: options.takenNameStatus ?? assumptions.TAKEN_NAME_STATUS,
    retryDelayMs: options.retryDelayMs ?? assumptions.DELIVERY_RETRY_DELAY_MS,
    logLimit: options.logLimit ?? 10_000,
  };
}
