import { describeState, locate, uuidOf } from "./locate";
import type { Session } from "../session";
import { type Properties, readState } from "./state";

/**
 * Deletes the webhook with our UUID and no other; that it is gone already is success.
 *
 * One that this very process created or adopted is left alone: after an adoption under another logical name the engine
 * deletes what it takes for the old resource, and that is the same webhook.
 * @see `webhooks_delete`
 */
export async function remove(session: Session, id: string, recorded: Properties): Promise<void> {
  const state = readState(id, recorded);
  if (session.taken.has(uuidOf(id))) {
    session.warn(
      `The ${describeState(id, state)} is not deleted, since another resource of this update has just taken it over.`,
    );
    return;
  }
  const api = session.begin();
  const found = await locate(api, id, state, { recent: true });
  if (found) await api.delete(state.project, { id: found.id, name: found.name });
}
