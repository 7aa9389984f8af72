import type { WireHeader, WireTestCreate, WireWebhook } from "../api/wire";
import { awaitTest } from "../resources/webhook-test/await-test";
import { canonical } from "../resources/webhook/headers/entries";
import { lookUp } from "../resources/webhook/look-up";
import { protectSecret, redact } from "../shared/redaction";
import { connect, type ConnectionFlags } from "./connect";
import { EXIT, UsageError } from "./exit-codes";
import { oneLine, type Terminal } from "./terminal";

export interface TestFlags extends ConnectionFlags {
  /** Header values from the environment, each `<header>=<variable>`. */
  readonly headerEnv?: readonly string[];
  /** Whether protected headers without a value are left out. */
  readonly withoutProtected?: boolean;
}

/**
 * Sends a test delivery with a webhook's settings and waits for its end.
 *
 * The service gives no protected value out, and a test takes none from the stored webhook: they come from the environment.
 */
export async function test(name: string, flags: TestFlags, { environment, out }: Terminal): Promise<number> {
  const values = headerValues(flags.headerEnv ?? [], environment);
  const { project, host, begin } = connect(flags, environment);
  const webhook = await lookUp(begin(), project, name);
  if (!webhook)
    throw new Error(
      `There is no webhook "${name}" in project "${project}" at ${host}: "pulumi-ubiops list" shows those that there are.`,
    );

  const headers = headersOf(webhook, values, flags.withoutProtected === true);
  const api = begin();
  const started = await api.createTest(project, bodyOf(webhook, headers));
  const { id, status, error_message: reason } = await awaitTest(api, project, started);
  out(
    `${oneLine(`Test ${id} of webhook "${webhook.name}": ${status}${reason === null ? "" : `: ${redact(reason)}`}`)}\n`,
  );
  return status === "completed" ? EXIT.done : EXIT.testFailed;
}

/** The values of the named variables by header, in its canonical spelling. */
function headerValues(given: readonly string[], environment: NodeJS.ProcessEnv): Map<string, WireHeader> {
  return new Map(
    given.map((pair) => {
      const [, key, variable] = /^([^=]+)=([^=]+)$/.exec(pair) ?? [];
      if (key === undefined || variable === undefined) {
        throw new UsageError(
          `--header-env must be given as <header>=<variable>, such as Authorization=CALLBACK_TOKEN.`,
        );
      }
      const value = environment[variable];
      if (!value) throw new UsageError(`The environment variable ${variable}, for the header ${key}, is not set.`);
      protectSecret(value);
      return [canonical(key), { key, value, protected: true }];
    }),
  );
}

/** The webhook's headers with the given values; one that is given and not listed is sent, too: the service may hide it. */
function headersOf({ headers }: WireWebhook, values: ReadonlyMap<string, WireHeader>, leaveOut: boolean): WireHeader[] {
  const others = headers.filter(({ key }) => !values.has(canonical(key)));
  const missing = others.filter((header) => header.protected);
  if (missing.length > 0 && !leaveOut) {
    const flags = missing.map(({ key }) => `--header-env ${key}=<variable>`).join(" ");
    throw new UsageError(
      `UbiOps does not give out the value of ${missing.map(({ key }) => key).join(", ")}: name an environment variable ` +
        `that holds it (${flags}), or leave protected headers out with --without-protected.`,
    );
  }
  return [...others.filter((header) => !header.protected), ...values.values()];
}

const bodyOf = (webhook: WireWebhook, headers: readonly WireHeader[]): WireTestCreate => ({
  url: webhook.url,
  object_type: webhook.object_type,
  object_name: webhook.object_name,
  event: webhook.event,
  headers,
  timeout: webhook.timeout,
  retry: webhook.retry,
  include_result: webhook.include_result,
  ...(webhook.version !== null && { version: webhook.version }),
});
