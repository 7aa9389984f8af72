import { BadRequestError, type Operation, type WireWebhook } from "../../api";
import { goneError, NAME_HANDED_ON } from "../errors";
import { changedFields, changesBetween } from "../fields";
import type { Call } from "../resource";
import type { Inputs, Recorded } from "../types";
import type { Session } from "../session";
import { FIELDS } from "./fields";
import { describeRecorded, findRecorded } from "./find";
import { headersOfUpdate, headersToWire, showsProtected } from "./headers";
import { learnListing } from "./listing";
import { headersIn, readState, record, type RecordedWebhook } from "./state";
import { toWire } from "./wire";

/**
 * Changes the webhook with our UUID, at the name that it has now: one PATCH of the fields whose declaration changed.
 * @throws Error if it no longer exists, or if another resource has taken it over
 * @see `webhooks_update`
 */
export async function updateWebhook(
  session: Session,
  recorded: Recorded,
  inputs: Inputs,
  call: Call,
): Promise<Recorded> {
  const api = session.begin(call);
  const state = readState(recorded);
  const other = session.owners.otherThan(call.owner, state.uuid);
  if (other) throw new Error(sharedWebhook(describeRecorded(state), other.name));

  const current = await findRecorded(api, state, { recent: true });
  if (!current) throw goneError(describeRecorded(state));
  const changed = changedFields(changesBetween(FIELDS, state.fields, inputs.properties));
  const written = await write(api, state, current, changed, inputs);

  const touchesHeaders =
    written !== current && changed.some((field) => field === "headers" || field === "protectedHeaders");
  const learned = touchesHeaders ? await learnListing(session, api, state.project, written, inputs) : undefined;
  const listsProtected = learned ?? (showsProtected(current.headers) || state.listsProtected);
  return record(recorded.id, inputs, { host: api.host, listsProtected });
}

const sharedWebhook = (what: string, other: string): string =>
  `The ${what} is also that of the resource "${other}" of this program, and was left as that one declares it: ` +
  `give one of the two another name, or take one out of the program and, with "pulumi state delete", out of the state.`;

/** Sends the changed fields; nothing if the API's body holds none of them. */
async function write(
  api: Operation,
  state: RecordedWebhook,
  current: WireWebhook,
  changed: readonly string[],
  { properties }: Inputs,
): Promise<WireWebhook> {
  const declared = {
    headers: headersIn(properties["headers"]),
    protectedHeaders: headersIn(properties["protectedHeaders"]),
  };
  const touchesHeaders = changed.includes("headers") || changed.includes("protectedHeaders");
  const plain = toWire(FIELDS, properties, changed);
  const headers = touchesHeaders ? headersOfUpdate(declared, state, current.headers) : undefined;
  if (Object.keys(plain).length === 0 && !headers) return current;

  const send = (body: Record<string, unknown>) =>
    api.update(state.project, { id: current.id, name: current.name }, body, { ifNameTaken: NAME_TAKEN });
  try {
    const answer = await send(headers ? { ...plain, headers } : plain);
    if (!answer) throw goneError(describeRecorded(state));
    return answer;
  } catch (error) {
    // A service that has lost a protected value has none to keep, and does not show it if it does not list such headers.
    const keepsValues = headers?.some(({ value }) => value === null);
    if (!(error instanceof BadRequestError) || !keepsValues) throw error;
    const answer = await send({ ...plain, headers: headersToWire(declared) });
    if (!answer) throw goneError(describeRecorded(state));
    return answer;
  }
}

const NAME_TAKEN = `${NAME_HANDED_ON} Otherwise choose another name, or rename or delete the other webhook first.`;
