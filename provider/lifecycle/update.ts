import type { WireWebhook, WireWebhookUpdate } from "../api/wire";
import { FIELDS, type Fields } from "../fields";
import { findEntry } from "../headers/entries";
import { headerUpdates } from "../headers/wire";
import { toWire } from "../mapping";
import { changedFields } from "./compare";
import { GoneError } from "./errors";
import { describeState, locate } from "./locate";
import type { Session } from "./session";
import { type Properties, readState, stateOf, type WebhookInputs, type WebhookState } from "./state";
import { ensureHeaders, learnListing } from "./write";

/**
 * Changes the webhook with our UUID, at the name that it has now: one PATCH of the fields whose declaration changed.
 * @throws GoneError where it is not there any more
 * @see `webhooks_update`
 */
export async function update(
  session: Session,
  id: string,
  recorded: Properties,
  declared: WebhookInputs,
  fields: Fields = FIELDS,
): Promise<WebhookState> {
  const api = session.begin();
  const state = readState(id, recorded, fields);
  const changed = changedFields(state, declared, fields);
  const current = await locate(api, id, state);
  if (!current) throw new GoneError(describeState(id, state));

  const listed = state.__listed;
  const headers = changed.includes("headers")
    ? headerUpdates(state.headers, declared.headers, (name) => holdsProtected(current, name, listed))
    : undefined;
  const body = { ...toWire(declared, changed, fields), ...(headers && { headers }) } as WireWebhookUpdate;
  if (Object.keys(body).length === 0) return stateOf(declared, api, listed);

  const answer = await api.update(declared.project, { id: current.id, name: current.name }, body);
  if (!answer) throw new GoneError(describeState(id, state));
  if (!headers) return stateOf(declared, api, listed);
  const settled = await ensureHeaders(api, declared.project, answer, headers, declared.headers, listed !== false);
  return stateOf(declared, api, (await learnListing(session, api, settled, declared.headers, declared.project)) ?? listed);
}

/** Whether the service still holds a header as protected; where it does not list them, that is taken for granted. */
function holdsProtected(current: WireWebhook, name: string, listed: boolean | undefined): boolean {
  const held = current.headers.find((header) => findEntry({ [header.key]: {} }, name));
  return held ? held.key === name && held.protected !== false : listed === false;
}
