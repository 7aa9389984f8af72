import { DEFAULT_HOST, isLoopback } from "./host";
import { parseUrl } from "./urls";

/** What the provider needs to know besides a resource's own inputs. */
export interface Configuration {
  /** The API's address, without a slash at its end. */
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

/** Either the configuration or, a sentence each, all that is wrong with it. */
export type Configured =
  | { readonly configuration: Configuration; readonly problems?: never }
  | { readonly configuration?: never; readonly problems: readonly string[] };

export const DEFAULT_TIMEOUT_SECONDS = 120;
const LONGEST_TIMEOUT_SECONDS = 3600;

/** The input of an explicit `Provider` that says that its settings are its own. */
export const EXPLICIT = "ubiops:explicit";

/**
 * Reads the configuration: the given settings first, then the environment.
 *
 * An explicit provider's token and project never fall back, since those of the environment belong to another organization.
 * @param ways what the user can do about each setting, where it is not to set the stack's configuration
 */
export function resolveConfiguration(
  setting: Setting,
  environment: NodeJS.ProcessEnv,
  ways?: Readonly<Record<"apiToken" | "apiHost" | "timeoutSeconds", string>>,
): Configured {
  const explicit = setting(EXPLICIT) === "true";
  const lookUp = (key: string, variable: string, falls = true) => {
    const own = setting(`ubiops:${key}`);
    const given = environment[variable];
    // A pipeline sets a variable that it has no value for to nothing.
    return own === undefined && falls && given !== "" ? given : own;
  };
  // The engine asks for a secret's value: on a command line every process list would show it.
  const mend = (key: string, secret = false) => {
    if (explicit) return `set ${key} of its Provider`;
    return secret ? `run "pulumi config set --secret ubiops:${key}"` : `run "pulumi config set ubiops:${key} <value>"`;
  };

  const problems: string[] = [];
  const accept = <T>(result: T | Problem, hint: string): T | undefined => {
    if (!(result instanceof Problem)) return result;
    problems.push(`${result.text}: ${hint}.`);
    return undefined;
  };

  const orVariable = (variable: string) => (explicit ? "" : ` or set ${variable}`);
  const apiToken = accept(
    parseToken(lookUp("apiToken", "UBIOPS_API_TOKEN", !explicit)),
    ways?.apiToken ?? `${mend("apiToken", true)}${orVariable("UBIOPS_API_TOKEN")}`,
  );
  const apiHost = accept(
    parseHost(lookUp("apiHost", "UBIOPS_API_HOST") ?? DEFAULT_HOST),
    ways?.apiHost ?? `${mend("apiHost")} or set UBIOPS_API_HOST`,
  );
  const timeoutSeconds = accept(
    parseTimeout(setting("ubiops:timeoutSeconds")),
    ways?.timeoutSeconds ?? mend("timeoutSeconds"),
  );
  const project = lookUp("project", "UBIOPS_PROJECT", !explicit)?.trim();

  if (apiToken === undefined || apiHost === undefined || timeoutSeconds === undefined) return { problems };
  return { configuration: { apiToken, apiHost, timeoutSeconds, ...(project && { project }) } };
}

/** Why a setting cannot be used; never holds its value. */
class Problem {
  constructor(readonly text: string) {}
}

/** A token as the web app shows it, with or without the leading `Token `. */
function parseToken(raw: string | undefined): string | Problem {
  const token = raw?.trim().replace(/^Token\s+/i, "");
  if (raw === undefined) return new Problem("The UbiOps API token is missing");
  if (!token || token === "Token") return new Problem("The UbiOps API token is empty");
  if (!/^[\x21-\x7e]+$/.test(token))
    return new Problem("The UbiOps API token holds a blank, a line break or a character that no token has");
  return token;
}

function parseHost(raw: string): string | Problem {
  const host = raw.trim().replace(/\/+$/, "");
  const such = `such as ${DEFAULT_HOST}`;
  const parsed = /^[a-z]+:\/\//i.test(host) ? parseUrl(host) : undefined;
  if (!parsed) return new Problem(`The UbiOps API host must be a whole URL with its scheme, ${such}`);
  if (parsed.username || parsed.password)
    return new Problem("The UbiOps API host must not hold a user name or password");
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:")
    return new Problem(`The UbiOps API host must begin with https://, ${such}`);
  if (parsed.protocol === "http:" && !isLoopback(parsed.hostname)) {
    return new Problem(
      `The UbiOps API host must begin with https://, since plain http would show the token to the network, ${such}`,
    );
  }
  const atHome = /(^|\.)ubiops\.com$/.test(parsed.hostname);
  if (atHome && !parsed.pathname.endsWith("/v2.1"))
    return new Problem(`The UbiOps API host must end in /v2.1, ${such}`);
  if (parsed.search || parsed.hash)
    return new Problem(`The UbiOps API host must not hold a query or a fragment, ${such}`);
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
