import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { ApiError } from "../api";
import { OBJECT_TYPES } from "../resources/webhook/fields";
import { USER_AGENT } from "../shared/manifest";
import { redact } from "../shared/redaction";
import { messageOf } from "../shared/values";
import { generateCommand, type GenerateOptions } from "./generate";
import { listCommand, type ListOptions } from "./list";
import { EXIT, UsageError } from "./options";
import { testCommand, type TestOptions } from "./send-test";
import type { Terminal } from "./terminal";

const AFTER_HELP = `
The API token comes from UBIOPS_API_TOKEN only. UBIOPS_PROJECT and UBIOPS_API_HOST set the project and the address of the API.

Exit codes: ${EXIT.done} done, ${EXIT.testFailed} the webhook test failed, ${EXIT.usage} wrong usage or a missing setting, ${EXIT.failed} the service or a file failed.`;

/** The messages of ApiErrors are written for Pulumi programs, which have more settings. */
const NO_STACK =
  "(This command reads its options and the UBIOPS_* variables only, not the configuration of a stack.)\n";

const TOKEN_OPTION = /^-{1,2}(ubiops-?)?(api-?)?token(=|$)/i;

/**
 * Runs the command line.
 * @param words the arguments after the program's name
 * @returns the exit code
 */
export async function execute(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (words.some((word) => TOKEN_OPTION.test(word))) {
      throw new UsageError(
        "The API token cannot be given on the command line, where every process list shows it: set UBIOPS_API_TOKEN.",
      );
    }
    return await dispatch(words, terminal);
  } catch (error) {
    // Commander has already written its message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    terminal.error(`${redact(messageOf(error))}\n${error instanceof ApiError ? NO_STACK : ""}`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command("pulumi-ubiops")
    .description("UbiOps webhooks on the command line: list them, test them, write a Pulumi program for them.")
    .version(USER_AGENT, "--version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .addHelpText("after", AFTER_HELP)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showHelpAfterError("(--help shows the commands and options)");

  withFilter(withProject(subcommand(program, "list")))
    .description("list the project's webhooks")
    .option("--json", "with every field, as JSON: URLs and plain headers in full, protected headers by name")
    .action(async (options: ListOptions) => {
      code = await listCommand(options, terminal);
    });

  withFilter(withProject(subcommand(program, "generate")))
    .description("write a Pulumi program that declares the project's webhooks, and the file that imports them")
    .addOption(
      new Option("--language <language>", "the language of the program")
        .choices(["typescript", "javascript"])
        .default("typescript"),
    )
    .option("--out <folder>", "the folder to write to", notEmpty, ".")
    .option("--force", "replace existing files")
    .option("--adopt", "write a program that adopts the webhooks (adoptExisting) instead of a file to import")
    .addOption(
      new Option("--from-terraform <state>", "declare the ubiops_webhook resources of a Terraform state file, offline")
        .argParser(notEmpty)
        .conflicts(["project", "apiHost", "timeout", "objectType", "event", "label"]),
    )
    .action(async (options: GenerateOptions) => {
      code = await generateCommand(options, terminal);
    });

  withProject(subcommand(program, "test"))
    .description("send a test call like those of a webhook and wait for its end")
    .argument("<name>", "the name or UUID of the webhook")
    .option("--header-env <header=variable>", "take a header's value from an environment variable; repeatable", collect)
    .option("--without-protected", "leave out protected headers without a --header-env")
    .action(async (name: string, options: TestOptions) => {
      code = await testCommand(name, options, terminal);
    });

  await program.parseAsync(words, { from: "user" });
  return code;
}

const subcommand = (program: Command, name: string): Command =>
  program.command(name).helpOption("-h, --help", "show this help");

const withProject = (command: Command): Command =>
  command
    .option("--project <name>", "the UbiOps project", notEmpty)
    .option("--api-host <url>", "the address of the API", notEmpty)
    .option("--timeout <seconds>", "how long the command may take", notEmpty);

const withFilter = (command: Command): Command =>
  command
    .addOption(new Option("--object-type <type>", "only webhooks of this type of object").choices(OBJECT_TYPES))
    .option("--event <event>", "only webhooks of this event", notEmpty)
    .option("--label <name=value>", "only webhooks with this label; repeatable", collect);

/** Shells make an empty argument of a variable that is not set. It must not mean that the option is not given. */
function notEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
