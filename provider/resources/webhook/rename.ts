import { setTimeout as sleep } from "node:timers/promises";

import { type Api, type Identity, NameTakenError } from "../../api";
import type { WireWebhook, WireWebhookUpdate } from "../../api/wire";
import type { Session } from "../session";

/** How long another resource of this update gets to begin, and to finish, giving up the name that ours needs. */
const NOTICE_MS = 2_000;
const PATIENCE_MS = 10_000;
const POLL_MS = 250;

/** What became of an update: the service's answer, and whether the webhook still waits for its name under another one. */
export interface Updated {
  readonly answer: WireWebhook | undefined;
  readonly aside?: true;
}

async function until(condition: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
  for (let waited = 0; !(await condition()); waited += POLL_MS) {
    if (waited >= patience) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Updates a webhook whose new name may still be held by another resource of this update, which is to give it up: two
 * webhooks that swap their names, or a circle of more. Ours goes aside, so that its own name is free for the others, and
 * waits. Where they cannot go on while it waits (`--parallel 1`), it stays aside for the next update to finish.
 * @throws NameTakenError where nothing of this program is about to give the name up
 */
export async function updateThroughNames(
  session: Session,
  api: Api,
  project: string,
  identity: Identity,
  body: WireWebhookUpdate,
): Promise<Updated> {
  try {
    return { answer: await api.update(project, identity, body) };
  } catch (error) {
    const { name } = body;
    if (!(error instanceof NameTakenError) || name === undefined) throw error;
    if (
      !(await until(() => session.releases(project, name), NOTICE_MS)) &&
      !(await mayBeReleased(session, api, project, name))
    )
      throw error;
    return goAside(api, project, identity, { ...body, name });
  }
}

/** With `--parallel 1` the engine asks about another resource only when ours is done: one that it has refreshed may be next. */
async function mayBeReleased(session: Session, api: Api, project: string, name: string): Promise<boolean> {
  if (session.keeps(project, name)) return false;
  const holder = await api.get(project, name);
  return holder !== undefined && session.seen.has(holder.id);
}

async function goAside(
  api: Api,
  project: string,
  identity: Identity,
  body: WireWebhookUpdate & { name: string },
): Promise<Updated> {
  const aside: Identity = { id: identity.id, name: `aside-${identity.id}` };
  const moved = await api.update(project, identity, { ...body, name: aside.name });
  if (!moved) return { answer: undefined };
  const isFree = async () => (await api.get(project, body.name)) === undefined;
  if (!(await until(isFree, PATIENCE_MS))) return { answer: moved, aside: true };
  return { answer: await api.update(project, aside, { name: body.name }) };
}
