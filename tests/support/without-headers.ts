import type { Emulator, StoredWebhook } from "../../emulator/src";

/**
 * The service takes the next creation without its headers.
 * @param webhook what it makes of it
 * @returns that, once it is made
 */
export async function takeWithoutHeaders(
  emulator: Emulator,
  project: string,
  webhook: Parameters<Emulator["put"]>[1],
): Promise<StoredWebhook> {
  const hold = emulator.hold({ method: "POST", path: /webhooks$/, when: "before" });
  await hold.reached;
  const made = emulator.put(project, webhook);
  emulator.trouble({ kind: "status", status: 201, methods: ["POST"], body: made, times: 1 });
  hold.release();
  return made;
}
