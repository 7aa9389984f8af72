import { isRecord } from "../../shared/values";
import { DEFAULT_HOST } from "../../shared/host";
import type { Declaration } from "./declarations";

/** The name of the file to import. */
export const IMPORT_FILE = "import.json";

/** Where the webhooks were read. */
export interface Source {
  /** For messages: `project "fraud" at https://…`. */
  readonly description: string;
  /** The API they are at, if it is known. */
  readonly host: string | undefined;
}

/** What to do with a generated program, a line each. They stand at its beginning and on the terminal: no secret is in them. */
export function stepsOf({ description, host }: Source, declared: readonly Declaration[], adopt: boolean): string[] {
  const settings = declared.flatMap((declaration) => declaration.settings);
  return [
    `Written by "pulumi-ubiops generate" from ${description}. Before the first preview, in the folder of the stack:`,
    "",
    "  pulumi config set --secret ubiops:apiToken",
    ...(host === undefined || host === DEFAULT_HOST ? [] : [`  pulumi config set ubiops:apiHost ${shellWord(host)}`]),
    ...settings.map(({ name, isReadable }) => `  pulumi config set --secret ${name}${isReadable ? READABLE : ""}`),
    ...(adopt ? [] : [`  pulumi import --file ${IMPORT_FILE} --generate-code=false --protect=false`]),
    "",
    `Each "--secret" command asks for the value. ${adopt ? ADOPTION : IMPORT}`,
    ...(declared.some(showsProtected) ? [] : [UNLISTED]),
  ];
}

const READABLE = '  # the present value: "pulumi-ubiops list --json"';

// A service that shows one protected header lists them all.
const showsProtected = ({ inputs: { properties } }: Declaration): boolean =>
  isRecord(properties["protectedHeaders"]) && Object.keys(properties["protectedHeaders"]).length > 0;

const UNLISTED =
  "UbiOps shows no protected headers here. If a webhook has any, add them: otherwise a change of its headers removes them.";

const ADOPTION = 'Then "pulumi up" takes the webhooks over and sends everything that is declared here.';
const IMPORT = `The import needs Pulumi 3.254 or later. Delete ${IMPORT_FILE} after it.`;

const shellWord = (word: string): string =>
  /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
