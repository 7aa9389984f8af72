import type { Api } from "../../api";
import type { WireWebhook } from "../../api/wire";
import { anyProtected } from "./headers/entries";
import { showsProtected } from "./headers/wire";
import { hash } from "./automatic-name";
import type { Session } from "../session";
import type { WebhookState } from "./state";

const MARK_LENGTH = 8;

/**
 * A mark of the moment when the service last changed the webhook: it tells whether somebody has changed it since, and
 * nothing of the moment itself, which changes without being a difference.
 */
export const markOf = ({ id, last_updated: changed }: WireWebhook): string | undefined =>
  changed === undefined ? undefined : hash(`${id} ${changed}`, MARK_LENGTH);

/** Whether nobody has changed the webhook since this provider last wrote its headers; where that is not known, no. */
export const isUntouched = (state: WebhookState, current: WireWebhook): boolean =>
  state.__mark !== undefined && state.__mark === markOf(current);

/**
 * Whether the service lists protected headers, by the best evidence there is: only so can a header that somebody removed
 * be told from one that the service does not show (any more).
 *
 * It lists them where the webhook shows one, and does not where a webhook that nobody has touched shows none of those
 * written to it. Otherwise it lists them where another webhook of the project shows one; else, what was learned last holds.
 */
export async function listsProtected(
  session: Session,
  api: Api,
  state: WebhookState,
  current: WireWebhook,
): Promise<boolean | undefined> {
  if (showsProtected(current.headers)) return true;
  if (!anyProtected(state.headers)) return state.__listed;
  if (isUntouched(state, current)) return false;
  return state.__listed === true || (await anyShows(session, api, state.project)) || state.__listed;
}

/** Whether any webhook of the project shows a protected header; asked once a process. */
function anyShows(session: Session, api: Api, project: string): Promise<boolean> {
  const asked =
    session.showing.get(project) ??
    api.list(project).then(
      (webhooks) => webhooks.some(({ headers }) => showsProtected(headers)),
      () => false,
    );
  session.showing.set(project, asked);
  return asked;
}
