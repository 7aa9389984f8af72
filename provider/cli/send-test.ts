import { findNamed } from "../resources/webhook/find";
import { isCredentialName } from "../resources/webhook/headers";
import { toInfo, type WebhookInfo } from "../resources/webhook/webhook-info";
import { sendTest } from "../resources/webhook-test/send";
import { protectSecret } from "../shared/redaction";
import { isCredentialUrl } from "../resources/webhook/credential-url";
import { connect, EXIT, type ProjectOptions, UsageError } from "./options";
import { oneLine, type Terminal } from "./terminal";

export interface TestOptions extends ProjectOptions {
  /** Header values from the environment, each `<header>=<variable>`. */
  readonly headerEnv?: readonly string[];
  /** Whether protected headers without a value are left out. */
  readonly withoutProtected?: boolean;
}

/**
 * Sends a test call like those of a webhook and waits for its end. The values of protected headers come from the
 * environment: the service returns none of them, and a test takes none from the stored webhook.
 */
export async function testCommand(name: string, options: TestOptions, { environment, out }: Terminal): Promise<number> {
  const given = headersFromEnvironment(options.headerEnv ?? [], environment);
  const { project, api } = connect(options, environment);
  const found = await findNamed(api, project, name);
  if (!found) {
    throw new Error(
      `There is no webhook "${name}" in project "${project}" at ${api.host}: "pulumi-ubiops list" shows the ones there are.`,
    );
  }
  const webhook = toInfo(project, found);
  protectCredentials(webhook);
  const headers = withoutGiven(webhook, given, options.withoutProtected === true);
  const properties = { ...webhook, headers, protectedHeaders: Object.fromEntries(given.values()) };
  const { id, status, error_message: reason } = await sendTest(api, properties);
  const outcome = reason === null ? status : `${status}: ${reason}`;
  out(`${oneLine(`Test ${id} of webhook "${webhook.name}": ${outcome}`)}\n`);
  return status === "completed" ? EXIT.done : EXIT.testFailed;
}

type HeaderEntry = readonly [name: string, value: string];

/** The headers that the options name, by name in lower case. */
function headersFromEnvironment(
  given: readonly string[],
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<string, HeaderEntry> {
  const entries = given.map((pair): [string, HeaderEntry] => {
    const [, name, variable] = /^([^=]+)=([^=]+)$/.exec(pair) ?? [];
    // The pair is not quoted: it may be a value given by mistake.
    if (name === undefined || variable === undefined) {
      throw new UsageError("--header-env must be given as <header>=<variable>, such as Authorization=CALLBACK_TOKEN.");
    }
    const value = environment[variable];
    if (!value) throw new UsageError(`The environment variable ${variable}, for the header ${name}, is not set.`);
    protectSecret(value);
    return [name.toLowerCase(), [name, value]];
  });
  return new Map(entries);
}

/** The reason of a failed test may quote the URL or a header. */
function protectCredentials({ url, headers }: WebhookInfo): void {
  if (isCredentialUrl(url)) protectSecret(url);
  for (const [name, value] of Object.entries(headers)) if (isCredentialName(name)) protectSecret(value);
}

/**
 * The webhook's plain headers that the environment does not replace.
 * @throws UsageError if the value of a protected header is missing and it may not be left out
 */
function withoutGiven(
  { headers, protectedHeaderNames }: WebhookInfo,
  given: ReadonlyMap<string, HeaderEntry>,
  leaveOut: boolean,
): Record<string, string> {
  const missing = protectedHeaderNames.filter((name) => !given.has(name.toLowerCase()));
  if (missing.length > 0 && !leaveOut) {
    const options = missing.map((name) => `--header-env ${name}=<variable>`).join(" ");
    throw new UsageError(
      `UbiOps does not return the value of ${missing.join(", ")}: name an environment variable that holds it ` +
        `(${options}), or leave protected headers out with --without-protected.`,
    );
  }
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !given.has(name.toLowerCase())));
}
