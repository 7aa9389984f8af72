import type { Call } from "../resource";
import type { Recorded } from "../types";
import type { Session } from "../session";
import { describeRecorded, findRecorded } from "./find";
import { readState } from "./state";

/**
 * Deletes the webhook with our UUID and no other. If it is gone already, that is success.
 *
 * A webhook that another resource of this update has, or that this process has just adopted, is left alone: it is taken
 * out of the state of this resource only.
 * @see `webhooks_delete`
 */
export async function deleteWebhook(session: Session, recorded: Recorded, call: Call): Promise<void> {
  const state = readState(recorded);
  const other = session.owners.otherThan(call.owner, state.uuid);
  if (other || session.owners.isTaken(state.uuid)) {
    const by = other ? `the resource "${other.name}" of this program has it` : "this update has just taken it over";
    session.frontEnd.warn(`The ${describeRecorded(state)} is not deleted, since ${by}.`);
    return;
  }
  const api = session.begin(call);
  const found = await findRecorded(api, state, { recent: true });
  if (found) await api.delete(state.project, { id: found.id, name: found.name });
}
