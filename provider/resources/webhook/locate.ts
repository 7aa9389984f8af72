import type { Api, ReadOptions } from "../../api";
import type { WireWebhook } from "../../api/wire";
import { sameHost } from "../../shared/host";
import { parseId } from "./identity";
import { describe, OtherHostError } from "../errors";
import type { WebhookState } from "./state";

/** The UUID in a recorded id. */
export const uuidOf = (id: string): string => parseId(id)?.key ?? id;

export const describeState = (id: string, state: WebhookState): string =>
  describe(state.name, state.project, uuidOf(id));

/**
 * The webhook with the recorded UUID and no other, under whatever name it has now; nothing where it is gone.
 * @throws OtherHostError where it is not found and another host is recorded than the configured one
 */
export async function locate(
  api: Api,
  id: string,
  state: WebhookState,
  options?: ReadOptions,
): Promise<WireWebhook | undefined> {
  const elsewhere = state.__host !== undefined && !sameHost(state.__host, api.host);
  const otherHost = () => new OtherHostError(describeState(id, state), state.__host ?? "", api.host);
  try {
    const found = await api.find(state.project, { id: uuidOf(id), name: state.name }, options);
    if (!found && elsewhere) throw otherHost();
    return found;
  } catch (error) {
    // A project that the other host does not know says no more than a webhook that it does not know.
    throw elsewhere ? otherHost() : error;
  }
}
