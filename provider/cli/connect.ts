import { type Api, Connection } from "../api";
import { resolveConfiguration } from "../shared/configuration";
import { UsageError } from "./exit-codes";

/** The flags that say which project is meant, and where it is. */
export interface ConnectionFlags {
  readonly project?: string;
  readonly apiHost?: string;
  /** In seconds. */
  readonly timeout?: string;
}

/** The way to one project. */
export interface Connected {
  readonly project: string;
  readonly host: string;
  /** Begins an operation. */
  readonly begin: () => Api;
}

/**
 * Makes a connection of flags and the environment; flags come first. The token has no flag, since process lists show those.
 * @throws UsageError where something is missing or wrong
 */
export function connect(flags: ConnectionFlags, environment: NodeJS.ProcessEnv): Connected {
  const settings = new Map([
    ["ubiops:project", flags.project],
    ["ubiops:apiHost", flags.apiHost],
    ["ubiops:timeoutSeconds", flags.timeout],
  ]);
  const { configuration, problems } = resolveConfiguration((key) => settings.get(key), environment, {
    apiToken: "set UBIOPS_API_TOKEN",
    apiHost: "give --api-host or set UBIOPS_API_HOST",
    timeoutSeconds: "give another --timeout",
  });
  if (!configuration) throw new UsageError(problems.join("\n"));
  const { apiHost: host, apiToken: token, timeoutSeconds, project } = configuration;
  if (project === undefined)
    throw new UsageError("The UbiOps project is missing: give --project or set UBIOPS_PROJECT.");
  const connection = new Connection({ host, token, timeoutSeconds });
  return { project, host, begin: () => connection.operation() };
}
