import type { Operation, WireWebhook } from "../../api";
import type { Call } from "../resource";
import type { Found, Properties, Recorded } from "../types";
import type { Session } from "../session";
import { isCredentialUrl } from "./credential-url";
import { findNamed, findRecorded } from "./find";
import { headersFromWire, showsProtected } from "./headers";
import { formatId, parseId } from "./identity";
import { readState, record } from "./state";
import { fromWire } from "./wire";

/**
 * Reads the webhook as it is now, in the terms of the record. If nothing is recorded (`Webhook.get`, an import), the id
 * names it.
 * @returns nothing if it is gone
 * @throws Error if nothing is recorded and there is no such webhook
 * @see `webhooks_get`, `webhooks_list`
 */
export async function readWebhook(session: Session, recorded: Recorded, call: Call): Promise<Found | undefined> {
  const api = session.begin(call);
  const state = readState(recorded);
  const isRecorded = state.name !== "";
  const found = isRecorded ? await findRecorded(api, state) : await findById(api, recorded.id);
  if (!found) return undefined;

  const { secrets, ...headers } = headersFromWire(found.headers, state, recorded.secrets);
  const read: Properties = { ...state.fields, ...fromWire(found, state.fields), ...headers, project: state.project };
  // A version that was left to the service is whatever the service says.
  const version = isRecorded && state.fields["version"] === null ? null : read["version"];
  const fields = new Set(recorded.secrets.filter((place) => !place.includes("/")));
  // The program does not declare this URL, so it could not say that it is a secret.
  const isNewUrl = read["url"] !== state.fields["url"];
  if (isNewUrl && isCredentialUrl(String(read["url"]))) fields.add("url");
  const inputs = { properties: { ...read, version }, secrets: [...fields, ...secrets] };
  const listsProtected = showsProtected(found.headers) || state.listsProtected;
  return { recorded: record(formatId(state.project, found.id), inputs, { host: api.host, listsProtected }), inputs };
}

async function findById(api: Operation, id: string): Promise<WireWebhook> {
  const parsed = parseId(id);
  if (!parsed)
    throw new Error(`"${id}" is not the id of a webhook: it must be "<project>/<name>" or "<project>/<uuid>".`);
  const { project, key } = parsed;
  const found = await findNamed(api, project, key);
  if (found) return found;
  throw new Error(
    `There is no webhook "${key}" in project "${project}" at ${api.host}: "npx pulumi-ubiops list" shows the ones there are.`,
  );
}
