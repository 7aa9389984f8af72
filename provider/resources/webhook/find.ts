import type { Operation, ReadOptions, WireWebhook } from "../../api";
import { sameHost } from "../../shared/host";
import { describe, otherHostError } from "../errors";
import { isUuid, sameUuid } from "./identity";
import type { RecordedWebhook } from "./state";

export const describeRecorded = ({ name, project, uuid }: RecordedWebhook): string => describe(name, project, uuid);

/**
 * The webhook with the recorded UUID and no other, under whatever name it has now; nothing if it is gone.
 * @throws Error if it is not found and another host is recorded than the configured one
 */
export async function findRecorded(
  api: Operation,
  recorded: RecordedWebhook,
  options?: ReadOptions,
): Promise<WireWebhook | undefined> {
  const { project, uuid, name, host } = recorded;
  const isElsewhere = host !== undefined && !sameHost(host, api.host);
  const otherHost = () => otherHostError(describeRecorded(recorded), host ?? "", api.host);
  try {
    const found = await api.find(project, { id: uuid, name }, options);
    if (!found && isElsewhere) throw otherHost();
    return found;
  } catch (error) {
    // A project that the other host does not know says no more than a webhook that it does not know.
    throw isElsewhere ? otherHost() : error;
  }
}

/**
 * The webhook that a person names, by its name or its UUID; nothing if the project has none.
 * @throws ApiError
 */
export async function findNamed(api: Operation, project: string, key: string): Promise<WireWebhook | undefined> {
  const byUuid = async () => (await api.list(project)).find(({ id }) => sameUuid(id, key));
  return isUuid(key) ? ((await byUuid()) ?? api.get(project, key)) : ((await api.findByName(project, key)) ?? byUuid());
}
