import { InvalidArgumentError, Option, program } from "commander";

import { startEmulator } from "./emulator";
import { PROTECTED_FORMS, withDefaults } from "./options";
import { LOG_FORMS, logLine } from "./terminal-log";
import type { Emulator } from "./emulator";
import type { ProtectedForm } from "./options";
import type { LogForm } from "./terminal-log";

interface CommandLine {
  readonly port: number;
  readonly token: string;
  readonly project?: readonly string[];
  readonly protected: ProtectedForm;
  readonly state?: string;
  readonly delay: number;
  readonly defaultVersion: string;
  readonly takenNameStatus: string;
  readonly retryDelay: number;
  readonly trouble?: readonly unknown[];
  readonly log: LogForm;
}

/** On the command line, the version that is null. */
const NULL_VERSION = "none";

const LARGEST_PORT = 65_535;
/** A longer delay makes Node.js wait one millisecond. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

const defaults = withDefaults({});

program
  .name("ubiops-webhooks-emulator")
  .description("The webhooks API of UbiOps on this machine. Requests are logged on stderr.")
  .option("--port <port>", "port on 127.0.0.1; 0 takes a free one", wholeNumber(LARGEST_PORT), defaults.port)
  .option("--token <token>", "the only token that is accepted", notEmpty, defaults.token)
  .option("--project <name>", "a project that exists; repeatable (default: every project exists)", append)
  .addOption(
    new Option("--protected <form>", "how protected headers are shown")
      .choices(PROTECTED_FORMS)
      .default(defaults.protectedForm),
  )
  .option("--state <file>", "keep the webhooks in this file between runs", notEmpty)
  .option("--delay <ms>", "how long to wait before every answer", wholeNumber(LONGEST_DELAY_MS), defaults.delayMs)
  .option(
    "--default-version <name>",
    `what answers show as version if none was sent; ${NULL_VERSION} shows null`,
    notEmpty,
    defaults.defaultVersion ?? NULL_VERSION,
  )
  .addOption(
    new Option("--taken-name-status <status>", "status if a name is taken")
      .choices(["400", "409"])
      .default(String(defaults.takenNameStatus)),
  )
  .option(
    "--retry-delay <ms>",
    "how long to wait before a failed delivery is tried again",
    wholeNumber(LONGEST_DELAY_MS),
    defaults.retryDelayMs,
  )
  .option("--trouble <json>", "a trouble from the start; repeatable", appendJson)
  .addOption(new Option("--log <form>", "how requests are logged").choices(LOG_FORMS).default("text"))
  .action(run);

async function run(options: CommandLine): Promise<void> {
  const { defaultVersion, log, trouble: troubles = [] } = options;
  const emulator = await startEmulator({
    port: options.port,
    token: options.token,
    projects: options.project,
    protectedForm: options.protected,
    stateFile: options.state,
    delayMs: options.delay,
    defaultVersion: defaultVersion === NULL_VERSION ? null : defaultVersion,
    takenNameStatus: options.takenNameStatus === "400" ? 400 : 409,
    retryDelayMs: options.retryDelay,
  });
  endOnSignals(emulator);
  if (log !== "none") emulator.onRequest((request) => process.stderr.write(`${logLine(request, log)}\n`));
  for (const trouble of troubles) await addTrouble(emulator, trouble);
  process.stdout.write(`UbiOps emulator listening on ${emulator.url}\n`);
}

function endOnSignals(emulator: Emulator): void {
  let ending: Promise<void> | undefined;
  const end = () =>
    (ending ??= emulator
      .close()
      .then(() => process.exit(0))
      .catch(fail));
  process.on("SIGINT", () => void end()).on("SIGTERM", () => void end());
}

/** By way of the control API, which checks it. */
async function addTrouble(emulator: Emulator, trouble: unknown): Promise<void> {
  const answer = await fetch(`${emulator.controlUrl}/troubles`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(trouble),
  });
  if (answer.ok) return;
  await emulator.close();
  throw new Error(`--trouble ${JSON.stringify(trouble)}: ${await answer.text()}`);
}

function wholeNumber(largest: number): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) <= largest) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${largest}.`);
  };
}

function notEmpty(text: string): string {
  if (text === "") throw new InvalidArgumentError("It must not be empty.");
  return text;
}

function append(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, notEmpty(text)];
}

function appendJson(text: string, previous: readonly unknown[] = []): readonly unknown[] {
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
