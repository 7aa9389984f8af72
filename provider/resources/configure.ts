import { resolveConfiguration, type Setting } from "../shared/configuration";
import { protectSecret } from "../shared/redaction";
import { Session } from "./session";

/** Begins a provider process. It never fails: every verb reports what is wrong with the configuration. */
export function configure(setting: Setting, environment: NodeJS.ProcessEnv, warn: (message: string) => void): Session {
  const configured = resolveConfiguration(setting, environment);
  if (configured.configuration) protectSecret(configured.configuration.apiToken);
  return new Session(configured, warn);
}
