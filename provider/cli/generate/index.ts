import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";

import { listMatching } from "../../resources/webhook/filter";
import { connect, type ConnectionFlags } from "../connect";
import { EXIT } from "../exit-codes";
import { type FilterFlags, filterOf } from "../filters";
import { oneLine, type Terminal } from "../terminal";
import { declare, type Existing } from "./declarations";
import { writeNew } from "./files";
import { importFileText } from "./import-file";
import { type Language, programText } from "./program";
import { IMPORT_FILE, type Origin, stepsOf } from "./steps";
import { webhooksOfTerraform } from "./terraform";

export interface GenerateFlags extends ConnectionFlags, FilterFlags {
  readonly language: Language;
  readonly out: string;
  readonly force?: boolean;
  readonly adopt?: boolean;
  /** A Terraform state file to read in place of the API. */
  readonly fromTerraform?: string;
}

interface Source extends Origin {
  readonly existing: readonly Existing[];
}

/** Writes a program that declares the webhooks, and the file that imports them. */
export async function generate(flags: GenerateFlags, terminal: Terminal): Promise<number> {
  const { language, adopt = false, force = false } = flags;
  const source =
    flags.fromTerraform === undefined
      ? await fromApi(flags, terminal)
      : await fromTerraform(flags.fromTerraform, terminal);
  const { declared, undeclarable } = declare(source.existing);
  for (const { name, reasons } of undeclarable) {
    terminal.error(oneLine(`Not declared: the webhook ${JSON.stringify(name)}. ${reasons.join(" ")}`) + "\n");
  }
  if (declared.length === 0) {
    terminal.error(`There is nothing to declare in ${source.from}: no file was written.\n`);
    return EXIT.done;
  }

  const steps = stepsOf(source, declared, adopt);
  const files = [
    {
      name: language === "typescript" ? "index.ts" : "index.js",
      text: programText({ language, declared, undeclarable, adopt, steps }),
    },
    ...(adopt ? [] : [{ name: IMPORT_FILE, text: importFileText(declared, source.host), isPrivate: true as const }]),
  ];
  await writeNew(resolve(terminal.folder, flags.out), files, force);
  terminal.out(`${files.map(({ name }) => `Wrote ${name}.`).join("\n")}\n\n${steps.join("\n")}\n`);
  return EXIT.done;
}

async function fromApi(flags: GenerateFlags, { environment }: Terminal): Promise<Source> {
  const { project, host, begin } = connect(flags, environment);
  const webhooks = await listMatching(begin(), project, filterOf(flags));
  const sorted = webhooks.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return {
    from: `project "${project}" at ${host}`,
    host,
    existing: sorted.map((webhook) => ({ label: webhook.name, project, webhook })),
  };
}

async function fromTerraform(file: string, { folder }: Terminal): Promise<Source> {
  const text = await readFile(resolve(folder, file), "utf8");
  return {
    from: `the Terraform state ${JSON.stringify(basename(file))}`,
    host: undefined,
    existing: webhooksOfTerraform(text),
  };
}
