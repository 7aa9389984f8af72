import { anyProtected } from "../../resources/webhook/headers/entries";
import { DEFAULT_HOST } from "../../shared/host";
import type { Declaration } from "./declarations";

/** The name of the file to import. */
export const IMPORT_FILE = "import.json";

export interface Origin {
  /** Where the webhooks were read, in words. */
  readonly from: string;
  /** The API where they are, where it is known. */
  readonly host: string | undefined;
}

/** What to do with a generated program, a line each: they stand at its beginning. */
export function stepsOf({ from, host }: Origin, declared: readonly Declaration[], adopt: boolean): string[] {
  const secrets = declared.flatMap(({ headers, settings }) =>
    [...settings].map(([header, setting]) => ({ setting, isKnown: headers[header]?.value !== undefined })),
  );
  return [
    `Written by "pulumi-ubiops generate" from ${from}. Before the first preview, in the stack's folder:`,
    "",
    "  pulumi config set --secret ubiops:apiToken",
    ...(host === undefined || host === DEFAULT_HOST ? [] : [`  pulumi config set ubiops:apiHost ${quoted(host)}`]),
    ...secrets.filter(({ isKnown }) => !isKnown).map(({ setting }) => `  pulumi config set --secret ${setting}`),
    ...secrets
      .filter(({ isKnown }) => isKnown)
      .map(({ setting }) => `  pulumi config set --secret ${setting}  # "pulumi-ubiops list --json" shows it`),
    ...(adopt ? [] : [`  pulumi import --file ${IMPORT_FILE} --generate-code=false --protect=false`]),
    "",
    'Each "--secret" command asks for the value.' + (adopt ? ADOPTION : IMPORT),
    ...(declared.some(({ headers }) => anyProtected(headers)) ? [] : [UNLISTED]),
  ];
}

// Where one is shown, the service lists them all.
const UNLISTED =
  "If a webhook has protected headers, UbiOps does not list them: add them, or a change of its headers removes them.";

const ADOPTION = ' Then "pulumi up" takes the webhooks over and sends them all that is declared here.';
const IMPORT = ` The import needs Pulumi 3.254 or later; delete ${IMPORT_FILE} after it.`;

const quoted = (word: string): string =>
  /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
