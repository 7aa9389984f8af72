import { BadRequestError } from "../../api";
import type { WireHeader, WireWebhook, WireWebhookUpdate } from "../../api/wire";
import { FIELDS, type Fields } from "./fields";
import { findEntry } from "./headers/entries";
import { headersToWire, headerUpdates, showsProtected } from "./headers/wire";
import { toWire } from "./wire";
import { changedFields } from "./compare";
import { GoneError } from "../errors";
import { isUntouched, listsProtected, markOf } from "./listing";
import { describeState, locate } from "./locate";
import { updateThroughNames } from "./rename";
import type { Session } from "../session";
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
  const current = await locate(api, id, state, { recent: true });
  if (!current) throw new GoneError(describeState(id, state));

  const listed = await listsProtected(session, api, state, current);
  const headers = changed.includes("headers")
    ? headerUpdates(state.headers, declared.headers, (name) => holdsProtected(current, name, listed))
    : undefined;
  const plain = toWire(declared, changed, fields);
  if (Object.keys(plain).length === 0 && !headers) return stateOf(declared, api, { listed, mark: state.__mark });

  const identity = { id: current.id, name: current.name };
  const send = (part?: readonly WireHeader[]) =>
    updateThroughNames(session, api, declared.project, identity, {
      ...plain,
      ...(part && { headers: part }),
    } as WireWebhookUpdate);
  const { answer, aside } = await send(headers).catch((error: unknown) => {
    // Where protected headers are not listed, nobody can see that the service has lost one and so has no value to keep.
    if (error instanceof BadRequestError && headers?.some(({ value }) => value === null))
      return send(headersToWire(declared.headers));
    throw error;
  });
  if (!answer) throw new GoneError(describeState(id, state));
  if (aside) session.warn(waiting(describeState(id, state), declared.name, answer.name));
  const written = aside ? { ...declared, name: answer.name, __aside: true } : declared;
  if (!headers)
    return stateOf(written, api, { listed, mark: isUntouched(state, current) ? markOf(answer) : state.__mark });
  const settled = await ensureHeaders(api, declared.project, answer, headers, declared.headers, listed !== false);
  const shows =
    showsProtected(settled.headers) || (await learnListing(session, api, settled, declared.headers, declared.project));
  return stateOf(written, api, { listed: shows ?? listed, mark: markOf(settled) });
}

const waiting = (what: string, name: string, aside: string): string =>
  `The ${what} is to be called "${name}", which another webhook of this program still is. ` +
  `It works on under the name "${aside}" for now: run "pulumi up" once more to give it its name.`;

/** Whether the service still holds a header as protected; where it does not list them, that is taken for granted. */
function holdsProtected(current: WireWebhook, name: string, listed: boolean | undefined): boolean {
  const held = current.headers.find((header) => findEntry({ [header.key]: {} }, name));
  return held ? held.key === name && held.protected !== false : listed === false;
}
