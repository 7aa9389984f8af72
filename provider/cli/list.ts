import type { WireHeader, WireWebhook } from "../api/wire";
import { fromWire } from "../resources/webhook/wire";
import { listMatching } from "../resources/webhook/filter";
import { connect, type ConnectionFlags } from "./connect";
import { EXIT } from "./exit-codes";
import { type FilterFlags, filterOf } from "./filters";
import { table } from "./table";
import type { Terminal } from "./terminal";

export interface ListFlags extends ConnectionFlags, FilterFlags {
  readonly json?: boolean;
}

/** Shows the project's webhooks, as a table or as JSON. */
export async function list(flags: ListFlags, { environment, out, error }: Terminal): Promise<number> {
  const { project, begin } = connect(flags, environment);
  const webhooks = await listMatching(begin(), project, filterOf(flags));
  if (flags.json)
    out(
      `${JSON.stringify(
        webhooks.map((webhook) => plain(project, webhook)),
        null,
        2,
      )}\n`,
    );
  else if (webhooks.length > 0) out(table(COLUMNS, webhooks.map(row)));
  else error(`No webhook of project "${project}" matches.\n`);
  return EXIT.done;
}

const COLUMNS = ["NAME", "OBJECT", "EVENT", "URL", "HEADERS", "ENABLED", "ID"];

const row = (webhook: WireWebhook): string[] => [
  webhook.name,
  `${webhook.object_type} ${webhook.object_name}${webhook.version === null ? "" : `:${webhook.version}`}`,
  webhook.event,
  webhook.url,
  webhook.headers.map((header) => `${header.key}${header.protected ? " (protected)" : ""}`).join(", "),
  webhook.enabled ? "yes" : "no",
  webhook.id,
];

const plain = (project: string, webhook: WireWebhook): Record<string, unknown> => ({
  webhookId: webhook.id,
  project,
  ...fromWire(webhook, {}),
  headers: webhook.headers.map(visible),
});

/** What a service gives for a protected value is none, whatever it looks like. */
const visible = ({ key, value, protected: hidden }: WireHeader): WireHeader =>
  hidden ? { key, protected: true } : { key, ...(typeof value === "string" && { value }), protected: false };
