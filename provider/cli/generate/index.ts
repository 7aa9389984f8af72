import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";

import { listMatching } from "../../resources/webhook/filter";
import { connect, EXIT, type FilterOptions, type ProjectOptions, toFilter } from "../options";
import { oneLine, type Terminal } from "../terminal";
import { declare, type ExistingWebhook } from "./declarations";
import { type NewFile, writeNewFiles } from "./files";
import { importFileText } from "./import-file";
import { type Language, notDeclared, programText } from "./program";
import { IMPORT_FILE, type Source, stepsOf } from "./steps";
import { webhooksOfTerraform } from "./terraform";

export interface GenerateOptions extends ProjectOptions, FilterOptions {
  readonly language: Language;
  readonly out: string;
  readonly force?: boolean;
  readonly adopt?: boolean;
  /** A Terraform state file to read instead of the API. */
  readonly fromTerraform?: string;
}

interface FilledSource extends Source {
  readonly existing: readonly ExistingWebhook[];
}

/** Writes a program that declares the webhooks, and the file that imports them. */
export async function generateCommand(options: GenerateOptions, terminal: Terminal): Promise<number> {
  const { language, adopt = false, force = false, fromTerraform } = options;
  const source =
    fromTerraform === undefined ? await readProject(options, terminal) : await readTerraform(fromTerraform, terminal);
  const { declared, undeclarable } = declare(source.existing);
  for (const webhook of undeclarable) terminal.error(`${oneLine(notDeclared(webhook))}\n`);
  if (declared.length === 0) {
    terminal.error(`There is nothing to declare in ${source.description}: no file was written.\n`);
    return EXIT.done;
  }

  const steps = stepsOf(source, declared, adopt);
  const program: NewFile = {
    name: language === "typescript" ? "index.ts" : "index.js",
    text: programText({ language, declared, undeclarable, adopt, steps }),
  };
  const importFile: NewFile = { name: IMPORT_FILE, text: importFileText(declared, source.host), isPrivate: true };
  const files = adopt ? [program] : [program, importFile];
  await writeNewFiles(resolve(terminal.folder, options.out), files, force);
  terminal.out(`${files.map(({ name }) => `Wrote ${name}.`).join("\n")}\n\n${steps.join("\n")}\n`);
  return EXIT.done;
}

async function readProject(options: GenerateOptions, { environment }: Terminal): Promise<FilledSource> {
  const { project, api } = connect(options, environment);
  const webhooks = await listMatching(api, project, toFilter(options));
  const sorted = webhooks.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return {
    description: `project "${project}" at ${api.host}`,
    host: api.host,
    existing: sorted.map((webhook) => ({ title: webhook.name, project, webhook })),
  };
}

async function readTerraform(file: string, { folder }: Terminal): Promise<FilledSource> {
  const text = await readFile(resolve(folder, file), "utf8");
  return {
    description: `the Terraform state ${JSON.stringify(basename(file))}`,
    host: undefined,
    existing: webhooksOfTerraform(text),
  };
}
