import { Client, type Operation } from "../api";
import { type Filter, filterProblem } from "../resources/webhook/filter";
import { parseWebhook } from "../resources/webhook/wire";
import { resolveConfiguration } from "../shared/configuration";
import { protectSecret } from "../shared/redaction";
import { compact } from "../shared/values";

/** The exit codes of the command. */
export const EXIT = {
  done: 0,
  /** The webhook test was sent and failed. */
  testFailed: 1,
  /** The command line is wrong, or a setting is missing or wrong. */
  usage: 2,
  /** The service refused or did not answer, or a file could not be read or written. */
  failed: 3,
} as const;

/** The command line is wrong, or a setting is missing or wrong. The message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The options that say which project is meant, and at which API. */
export interface ProjectOptions {
  readonly project?: string;
  readonly apiHost?: string;
  /** In seconds. */
  readonly timeout?: string;
}

/** A project and the API it is at, for one command. */
export interface ConnectedProject {
  readonly project: string;
  readonly api: Operation;
}

/**
 * Connects to a project. Options come before the environment. The token has no option: process lists would show it.
 * @throws UsageError if a setting is missing or wrong
 */
export function connect(options: ProjectOptions, environment: NodeJS.ProcessEnv): ConnectedProject {
  const settings = new Map([
    ["ubiops:project", options.project],
    ["ubiops:apiHost", options.apiHost],
    ["ubiops:timeoutSeconds", options.timeout],
  ]);
  const { configuration, problems } = resolveConfiguration((key) => settings.get(key), environment, {
    apiToken: "set UBIOPS_API_TOKEN.",
    apiHost: "give --api-host or set UBIOPS_API_HOST.",
    timeoutSeconds: "give another --timeout.",
  });
  if (!configuration) throw new UsageError(problems.join("\n"));
  const { apiHost: host, apiToken: token, timeoutSeconds, project } = configuration;
  if (project === undefined) {
    throw new UsageError("The UbiOps project is missing: give --project or set UBIOPS_PROJECT.");
  }
  protectSecret(token);
  return { project, api: new Client({ host, token, timeoutSeconds, parseWebhook }).operation() };
}

/** The options that say which webhooks of the project are meant. */
export interface FilterOptions extends Omit<Filter, "labels"> {
  /** Each `<name>=<value>`. */
  readonly label?: readonly string[];
}

/** @throws UsageError if a label is not `name=value`, or if the filter can match nothing */
export function toFilter({ label = [], objectType, event }: FilterOptions): Filter {
  const labels = label.map((given) => {
    const at = given.indexOf("=");
    if (at < 1) throw new UsageError(`--label must be given as <name>=<value>, not ${JSON.stringify(given)}.`);
    return [given.slice(0, at), given.slice(at + 1)] as const;
  });
  const twice = labels.find(([name], index) => labels.findIndex(([other]) => other === name) !== index);
  if (twice) throw new UsageError(`--label ${twice[0]} is given twice: a webhook has one value of each label.`);
  const filter = compact({ labels: Object.fromEntries(labels), objectType, event });
  const problem = filterProblem(filter);
  if (problem !== undefined) throw new UsageError(`${problem}.`);
  return filter;
}
