import type { Operation, WireWebhook } from "../../api";
import type { Inputs } from "../types";
import type { Session } from "../session";
import { showsProtected } from "./headers";
import { headersIn } from "./state";

/**
 * Whether the service lists protected headers, learned from a GET after this process has written some, once. The API's
 * text leaves it open, and only then can a header that was removed be told from one that the service does not show.
 * @returns undefined if it is not known: nothing depends on it now, so that a failed GET is not a failure of the write
 */
export async function learnListing(
  session: Session,
  api: Operation,
  project: string,
  written: WireWebhook,
  { properties }: Inputs,
): Promise<boolean | undefined> {
  if (Object.keys(headersIn(properties["protectedHeaders"])).length === 0) return undefined;
  session.listsProtected ??= api.get(project, written.name).then(
    (webhook) => webhook && showsProtected(webhook.headers),
    () => undefined,
  );
  const answer = await session.listsProtected;
  if (answer === undefined) session.listsProtected = undefined;
  return answer;
}
