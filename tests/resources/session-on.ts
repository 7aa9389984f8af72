import type { Tuning } from "../../provider/api/api";
import { Session } from "../../provider/resources/session";
import type { Emulator } from "../../emulator/src";

interface Settings {
  readonly project?: string;
  readonly apiHost?: string;
  readonly timeoutSeconds?: number;
  readonly tuning?: Tuning;
  readonly warn?: (message: string) => void;
}

/** A provider process that is configured for an emulator. It has time enough, and its waits are short. */
export function sessionOn(emulator: Emulator, settings: Settings = {}): Session {
  const {
    project = "shop",
    apiHost = emulator.url,
    timeoutSeconds = 60,
    tuning = { retryBaseMs: 1 },
    warn = () => undefined,
  } = settings;
  return new Session({ configuration: { apiHost, apiToken: emulator.token, project, timeoutSeconds } }, warn, tuning);
}
