import { listMatching } from "../resources/webhook/filter";
import { toInfo, type WebhookInfo } from "../resources/webhook/webhook-info";
import { shownUrl } from "../resources/webhook/credential-url";
import { connect, EXIT, type FilterOptions, type ProjectOptions, toFilter } from "./options";
import { table, type Terminal } from "./terminal";

export interface ListOptions extends ProjectOptions, FilterOptions {
  readonly json?: boolean;
}

/** Shows the project's webhooks, as a table or, with every field, as JSON. */
export async function listCommand(options: ListOptions, { environment, out, error }: Terminal): Promise<number> {
  const { project, api } = connect(options, environment);
  const listed = await listMatching(api, project, toFilter(options));
  const webhooks = listed.map((webhook) => toInfo(project, webhook));
  if (options.json) out(`${JSON.stringify(webhooks, null, 2)}\n`);
  else if (webhooks.length === 0) error(`No webhook in project "${project}" matches.\n`);
  else out(table(Object.keys(COLUMNS), webhooks.map(cells)));
  return EXIT.done;
}

const cells = (webhook: WebhookInfo): string[] => Object.values(COLUMNS).map((cell) => cell(webhook));

/** What tells webhooks apart, and nothing confidential. */
const COLUMNS: Readonly<Record<string, (webhook: WebhookInfo) => string>> = {
  NAME: ({ name }) => name,
  OBJECT: ({ objectType, objectName, version }) =>
    `${objectType} ${objectName}${version === undefined ? "" : `:${version}`}`,
  EVENT: ({ event }) => event,
  URL: ({ url }) => shownUrl(url),
  HEADERS: ({ headers, protectedHeaderNames }) =>
    [...Object.keys(headers), ...protectedHeaderNames.map((name) => `${name} (protected)`)].join(", "),
  ENABLED: ({ enabled }) => (enabled ? "yes" : "no"),
  ID: ({ webhookId }) => webhookId,
};
