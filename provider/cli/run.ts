import { Command, CommanderError, Option } from "commander";

import { ApiError } from "../api";
import { userAgent } from "../api/user-agent";
import { OBJECT_TYPES } from "../resources/webhook/fields";
import { redact } from "../shared/redaction";
import { EXIT, UsageError } from "./exit-codes";
import { generate, type GenerateFlags } from "./generate";
import { list, type ListFlags } from "./list";
import type { Terminal } from "./terminal";
import { test, type TestFlags } from "./test";

const AFTERWORD = `
The API token is taken from UBIOPS_API_TOKEN alone; the project and the API's host also from UBIOPS_PROJECT and UBIOPS_API_HOST.

Exit codes: ${EXIT.done} done, ${EXIT.testFailed} the webhook test failed, ${EXIT.usage} called wrongly or not configured, ${EXIT.failed} it did not work.`;

/** Messages of the API's errors speak to programs, which have more settings. */
const SETTINGS = "(This command takes its settings from flags and UBIOPS_* variables alone, not from a stack.)\n";

const TOKEN_FLAG = /^-{1,2}(ubiops-?)?(api-?)?token(=|$)/i;

/**
 * Runs the command line.
 * @param words the arguments without the program's name
 * @returns the exit code
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (words.some((word) => TOKEN_FLAG.test(word))) {
      throw new UsageError(
        "The API token is not taken from the command line, which every process list shows: set UBIOPS_API_TOKEN.",
      );
    }
    return await dispatch(words, terminal);
  } catch (error) {
    // The parser has already written what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    terminal.error(
      `${redact(error instanceof Error ? error.message : String(error))}\n${error instanceof ApiError ? SETTINGS : ""}`,
    );
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command("pulumi-ubiops")
    .description("UbiOps webhooks at the command line: shows them, writes a Pulumi program for them, tests them.")
    .version(userAgent(), "--version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .addHelpText("after", AFTERWORD)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showHelpAfterError("(--help shows what there is)");

  filtered(located(command(program, "list")))
    .description("show the project's webhooks")
    .option("--json", "as JSON, with every setting; protected values are not given out")
    .action(async (flags: ListFlags) => {
      code = await list(flags, terminal);
    });

  filtered(located(command(program, "generate")))
    .description("write a Pulumi program that declares the project's webhooks, and the file that imports them")
    .addOption(
      new Option("--language <language>", "of the program").choices(["typescript", "javascript"]).default("typescript"),
    )
    .option("--out <folder>", "where to write it", ".")
    .option("--force", "replace files that exist")
    .option("--adopt", "let the program adopt the webhooks (adoptExisting), in place of a file to import")
    .addOption(
      new Option(
        "--from-terraform <state>",
        "declare the ubiops_webhook resources of a Terraform state file; no API is asked",
      ).conflicts(["project", "apiHost", "timeout", "objectType", "event", "label"]),
    )
    .action(async (flags: GenerateFlags) => {
      code = await generate(flags, terminal);
    });

  located(command(program, "test"))
    .description("send a test delivery with a webhook's settings and wait for its end")
    .argument("<name>", "the webhook's name or UUID")
    .option("--header-env <header=variable>", "take a header's value from an environment variable; repeatable", collect)
    .option("--without-protected", "leave out protected headers that no --header-env names")
    .action(async (name: string, flags: TestFlags) => {
      code = await test(name, flags, terminal);
    });

  await program.parseAsync(words, { from: "user" });
  return code;
}

const command = (program: Command, name: string): Command =>
  program.command(name).helpOption("-h, --help", "show this help");

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const located = (command: Command): Command =>
  command
    .option("--project <name>", "the UbiOps project")
    .option("--api-host <url>", "the API's address")
    .option("--timeout <seconds>", "how long an operation may take");

const filtered = (command: Command): Command =>
  command
    .addOption(new Option("--object-type <type>", "only webhooks of this type of object").choices(OBJECT_TYPES))
    .option("--event <event>", "only webhooks of this event")
    .option("--label <name=value>", "only webhooks with this label; repeatable", collect);
