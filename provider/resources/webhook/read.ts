import type { Api } from "../../api";
import type { WireWebhook } from "../../api/wire";
import { FIELDS, type Fields } from "./fields";
import { headersFromWire } from "./headers/wire";
import { formatId, parseId } from "./identity";
import { fromWire } from "./wire";
import { listsProtected } from "./listing";
import { locate } from "./locate";
import { lookUp } from "./look-up";
import type { Session } from "../session";
import { inputsOf, type Properties, readState, stateOf, type WebhookInputs, type WebhookState } from "./state";

export interface Read {
  readonly id: string;
  readonly state: WebhookState;
  /** What a program would have to declare for what is there: a preview compares it with what it does declare. */
  readonly inputs: WebhookInputs;
}

/**
 * Reads the webhook as it is now, in the terms of the record.
 * @returns nothing where it is gone
 * @throws Error where nothing is recorded (`Webhook.get`) and there is no such webhook
 * @see `webhooks_get`, `webhooks_list`
 */
export async function read(
  session: Session,
  id: string,
  recorded: Properties,
  fields: Fields = FIELDS,
): Promise<Read | undefined> {
  const api = session.begin();
  const state = readState(id, recorded, fields);
  const isRecorded = state.name !== "";
  const found = isRecorded ? await locate(api, id, state) : await named(api, id);
  if (!found) return undefined;

  const listed = await listsProtected(session, api, state, found);
  const { version, ...plain } = fromWire(found, state, fields);
  const inputs = {
    ...inputsOf(state),
    ...plain,
    // A version that was left to the service is whatever the service says.
    ...((!isRecorded || state.version !== undefined) && version !== undefined && { version }),
    headers: headersFromWire(found.headers, state.headers, listed === true),
  } as WebhookInputs;
  const read = stateOf(inputs, api, { listed, mark: state.__mark });
  const isOwned = isRecorded && recorded["webhookId"] === undefined;
  if (isOwned) session.seen.add(found.id);
  return { id: formatId(state.project, found.id), state: isOwned ? read : { ...read, webhookId: found.id }, inputs };
}

/** The webhook that `Webhook.get` names. */
async function named(api: Api, id: string): Promise<WireWebhook> {
  const parsed = parseId(id);
  if (!parsed) {
    throw new Error(`"${id}" names no webhook: the id must be "<project>/<name>" or "<project>/<uuid>".`);
  }
  const { project, key } = parsed;
  const found = await lookUp(api, project, key);
  if (found) return found;
  throw new Error(
    `There is no webhook "${key}" in project "${project}" at ${api.host}: "pulumi-ubiops list" shows those that there are.`,
  );
}
