import { DEFAULT_HOST, isLoopback } from "./host";
import { parseUrl } from "./urls";

/** What the provider needs to know besides the inputs of a resource. */
export interface Configuration {
  /** The address of the API, without a trailing slash. */
  readonly apiHost: string;
  /** The API token without the word `Token`. */
  readonly apiToken: string;
  /** The project of every resource that names none. */
  readonly project?: string;
  /** The time budget of one operation, all its attempts and waits included, in seconds. */
  readonly timeoutSeconds: number;
}

/** Where settings come from: the stack's configuration or an explicit provider's inputs, under `ubiops:` keys. */
export type Setting = (key: string) => string | undefined;

/** Either the configuration or everything that is wrong with it, a sentence each. */
export type Configured =
  | { readonly configuration: Configuration; readonly problems?: never }
  | { readonly configuration?: never; readonly problems: readonly string[] };

/** The settings that can be wrong, and what a user can do about each. */
export type Remedies = Readonly<Record<"apiToken" | "apiHost" | "timeoutSeconds", string>>;

export const DEFAULT_TIMEOUT_SECONDS = 120;
const LONGEST_TIMEOUT_SECONDS = 3600;

/** The input of an explicit `Provider` that says that its settings are its own. */
export const EXPLICIT = "ubiops:explicit";

/** Why a change of the stack's configuration may have no effect. */
export const STORED_CONFIGURATION =
  'A plain "pulumi refresh" or "pulumi destroy" uses the configuration of the last update: set the environment variable, or add --run-program.';

/** The engine asks for the value of a secret: on a command line every process list would show it. */
const STACK_REMEDIES: Remedies = {
  apiToken: `run "pulumi config set --secret ubiops:apiToken" or set UBIOPS_API_TOKEN. ${STORED_CONFIGURATION}`,
  apiHost: `run "pulumi config set ubiops:apiHost <value>" or set UBIOPS_API_HOST. ${STORED_CONFIGURATION}`,
  timeoutSeconds: 'run "pulumi config set ubiops:timeoutSeconds <value>".',
};

const EXPLICIT_REMEDIES: Remedies = {
  apiToken: "set apiToken of its Provider.",
  apiHost: "set apiHost of its Provider, or set UBIOPS_API_HOST.",
  timeoutSeconds: "set timeoutSeconds of its Provider.",
};

/**
 * Reads the configuration: the given settings first, then the environment.
 *
 * The token and the project of an explicit provider never fall back: those of the environment belong to another
 * organization.
 * @param remedies what the user can do about each setting, if not to set it in a stack or a Provider
 */
export function resolveConfiguration(
  setting: Setting,
  environment: NodeJS.ProcessEnv,
  remedies?: Remedies,
): Configured {
  const isExplicit = setting(EXPLICIT) === "true";
  const ways = remedies ?? (isExplicit ? EXPLICIT_REMEDIES : STACK_REMEDIES);
  // A pipeline sets a variable that it has no value for to nothing.
  const inherited = (variable: string) => (environment[variable] === "" ? undefined : environment[variable]);
  const ownOnly = (variable: string) => (isExplicit ? undefined : inherited(variable));

  const problems: string[] = [];
  const accept = <T>(name: keyof Remedies, result: T | Problem): T | undefined => {
    if (!(result instanceof Problem)) return result;
    problems.push(`${result.text}: ${ways[name]}`);
    return undefined;
  };

  const apiToken = accept("apiToken", parseToken(setting("ubiops:apiToken") ?? ownOnly("UBIOPS_API_TOKEN")));
  const host = setting("ubiops:apiHost") ?? inherited("UBIOPS_API_HOST") ?? DEFAULT_HOST;
  const apiHost = accept("apiHost", parseHost(host));
  const timeoutSeconds = accept("timeoutSeconds", parseTimeout(setting("ubiops:timeoutSeconds")));
  const project = (setting("ubiops:project") ?? ownOnly("UBIOPS_PROJECT"))?.trim();

  if (apiToken === undefined || apiHost === undefined || timeoutSeconds === undefined) return { problems };
  return { configuration: { apiToken, apiHost, timeoutSeconds, ...(project && { project }) } };
}

/** Why a setting cannot be used. It never contains the value. */
class Problem {
  constructor(readonly text: string) {}
}

/** A token as the web app shows it, with or without the leading `Token `. */
function parseToken(raw: string | undefined): string | Problem {
  const token = raw?.trim().replace(/^Token\s+/i, "");
  if (raw === undefined) return new Problem("The UbiOps API token is missing");
  if (!token || token === "Token") return new Problem("The UbiOps API token is empty");
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return new Problem("The UbiOps API token contains whitespace or an invalid character");
  }
  return token;
}

function parseHost(raw: string): string | Problem {
  const host = raw.trim().replace(/\/+$/, "");
  const example = `such as ${DEFAULT_HOST}`;
  const parsed = /^[a-z]+:\/\//i.test(host) ? parseUrl(host) : undefined;
  if (!parsed) return new Problem(`The UbiOps API host must be a complete URL with its scheme, ${example}`);
  if (parsed.username || parsed.password) {
    return new Problem("The UbiOps API host must not contain a user name or password");
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") {
    return new Problem(`The UbiOps API host must begin with https://, ${example}`);
  }
  if (parsed.protocol === "http:" && !isLoopback(parsed.hostname)) {
    return new Problem(
      `The UbiOps API host must begin with https://, since plain http would show the token to the network, ${example}`,
    );
  }
  const isUbiOps = /(^|\.)ubiops\.com$/.test(parsed.hostname);
  if (isUbiOps && !parsed.pathname.endsWith("/v2.1")) {
    return new Problem(`The UbiOps API host must end in /v2.1, ${example}`);
  }
  if (parsed.search || parsed.hash) {
    return new Problem(`The UbiOps API host must not contain a query or a fragment, ${example}`);
  }
  return `${parsed.origin}${parsed.pathname}`.replace(/\/$/, "");
}

function parseTimeout(raw: string | undefined): number | Problem {
  if (raw === undefined) return DEFAULT_TIMEOUT_SECONDS;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(raw) ? Number(raw) : NaN;
  if (seconds > 0 && seconds <= LONGEST_TIMEOUT_SECONDS) return seconds;
  return new Problem(
    `ubiops:timeoutSeconds must be a number of seconds above 0 and at most ${LONGEST_TIMEOUT_SECONDS}`,
  );
}
