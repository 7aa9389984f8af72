import type { Api } from "../../api";
import type { WireWebhook } from "../../api/wire";
import { isUuid, sameUuid } from "./identity";

/**
 * The webhook that a person names, by its name or its UUID; nothing where the project has no such one.
 * @throws ProjectNotFoundError where there is no such project, which only a listing tells
 */
export async function lookUp(api: Api, project: string, key: string): Promise<WireWebhook | undefined> {
  const byUuid = async () => (await api.list(project)).find(({ id }) => sameUuid(id, key));
  return isUuid(key) ? ((await byUuid()) ?? api.get(project, key)) : ((await api.findByName(project, key)) ?? byUuid());
}
