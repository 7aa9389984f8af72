import { InvalidArgumentError, Option, program } from "commander";

import { startEmulator } from ".";
import { PROTECTED_FORMS } from "./options";
import { LOG_FORMS, logLine } from "./terminal-log";
import type { ProtectedForm } from "./options";
import type { LogForm } from "./terminal-log";

interface CommandLine {
  readonly port: number;
  readonly token?: string;
  readonly project?: string[];
  readonly protected: ProtectedForm;
  readonly state?: string;
  readonly delay: number;
  readonly defaultVersion?: string;
  readonly takenNameStatus?: string;
  readonly retryDelay?: number;
  readonly trouble: unknown[];
  readonly log: LogForm;
}

program
  .name("npm run emulator --")
  .description("A local stand-in for the webhooks API of UbiOps. Requests are logged on stderr.")
  .option("--port <port>", "port on 127.0.0.1; 0 is a free one", wholeNumber, 0)
  .option("--token <token>", "the token that is accepted (default: emulator-token)")
  .option("--project <name>", "a project that exists, repeatable (default: every project exists)", collect)
  .addOption(
    new Option("--protected <form>", "how protected headers come back").choices(PROTECTED_FORMS).default("null"),
  )
  .option("--state <file>", "a file that keeps the webhooks between starts (default: none)")
  .option("--delay <ms>", "how long every answer waits, in milliseconds", wholeNumber, 0)
  .option("--default-version <name>", "what an omitted version resolves to; `none` shows null (default: v1)")
  .addOption(
    new Option("--taken-name-status <status>", "the status where a name is taken (default: 409)").choices([
      "400",
      "409",
    ]),
  )
  .option("--retry-delay <ms>", "the pause before a failed delivery is tried again (default: 1000)", wholeNumber)
  .option(
    "--trouble <json>",
    'a trouble from the start, repeatable: \'{"kind":"status","status":503,"times":3}\'',
    collectJson,
    [],
  )
  .addOption(new Option("--log <form>", "how requests are logged").choices(LOG_FORMS).default("text"))
  .action(run);

async function run(options: CommandLine): Promise<void> {
  const emulator = await startEmulator({
    port: options.port,
    protectedForm: options.protected,
    delayMs: options.delay,
    ...(options.token === undefined ? {} : { token: options.token }),
    ...(options.project === undefined ? {} : { projects: options.project }),
    ...(options.state === undefined ? {} : { stateFile: options.state }),
    ...(options.defaultVersion === undefined
      ? {}
      : { defaultVersion: options.defaultVersion === "none" ? null : options.defaultVersion }),
    ...(options.takenNameStatus === undefined
      ? {}
      : { takenNameStatus: options.takenNameStatus === "400" ? 400 : 409 }),
    ...(options.retryDelay === undefined ? {} : { retryDelayMs: options.retryDelay }),
  });
  let ending: Promise<void> | undefined;
  const end = () =>
    (ending ??= emulator
      .close()
      .then(() => process.exit(0))
      .catch(fail));
  process.on("SIGINT", () => void end()).on("SIGTERM", () => void end());
  const { log } = options;
  if (log !== "none") emulator.onRequest((request) => process.stderr.write(`${logLine(request, log)}\n`));
  for (const trouble of options.trouble) {
    const answer = await fetch(`${emulator.controlUrl}/troubles`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(trouble),
    });
    if (answer.ok) continue;
    await emulator.close();
    throw new Error(`--trouble ${JSON.stringify(trouble)}: ${await answer.text()}`);
  }
  process.stdout.write(`UbiOps emulator listening on ${emulator.url}\n`);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

function collectJson(text: string, previous: unknown[]): unknown[] {
  try {
    return [...previous, JSON.parse(text)];
  } catch {
    throw new InvalidArgumentError("It must be JSON.");
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

program.parseAsync().catch(fail);
