import type { ServiceError } from "@grpc/grpc-js";

import type { StoredWebhook, Trouble } from "../../emulator/src";
import { DEPLOYMENT, Plugin, type Recorded, secret } from "./plugin";

/**
 * A part of the faults that `tests/resources/faults` tries on the verbs: each verb of the plugin meets one fault that
 * passes, one that loses an answer, and one that stays.
 */

const TOKEN = "canary-of-a-header";
const DECLARED = { ...DEPLOYMENT, name: "ours", protectedHeaders: { Authorization: secret(TOKEN) } };
const CHANGED = { ...DECLARED, timeout: 20 };

let plugin: Plugin;
beforeEach(async () => {
  plugin = await Plugin.start();
});
afterEach(() => plugin.close());

const checked = async (declared: object) => (await plugin.check({ ...declared })).inputs;
const create = async (): Promise<Recorded> => plugin.create(await checked(DECLARED));
const webhooks = () => plugin.emulator.webhooks("shop");

interface Verb {
  readonly method: Trouble["methods"];
  readonly prepare: () => Promise<Recorded | undefined>;
  readonly run: (recorded: Recorded) => Promise<unknown>;
  readonly before: readonly Partial<StoredWebhook>[];
  readonly after: readonly Partial<StoredWebhook>[];
}

const NOTHING: Recorded = { id: "", properties: {} };
const ours = (timeout: number) => [{ name: "ours", timeout }];

const VERBS: Readonly<Record<string, Verb>> = {
  create: { method: ["POST"], prepare: () => Promise.resolve(undefined), run: create, before: [], after: ours(10) },
  read: {
    method: ["GET"],
    prepare: create,
    run: ({ id, properties }) => plugin.read(id, properties),
    before: ours(10),
    after: ours(10),
  },
  update: {
    method: ["PATCH"],
    prepare: create,
    run: async (recorded) => plugin.update(recorded, await checked(CHANGED)),
    before: ours(10),
    after: ours(20),
  },
  delete: {
    method: ["DELETE"],
    prepare: create,
    run: (recorded) => plugin.delete(recorded),
    before: ours(10),
    after: [],
  },
};

const HARMLESS: Readonly<Record<string, Trouble>> = {
  "a 503 that passes": { kind: "status", status: 503, times: 1 },
  "a connection that is dropped before the work": { kind: "drop", when: "before", times: 1 },
  "an answer that is lost after the work": { kind: "drop", when: "after", times: 1 },
};

describe.each(Object.entries(VERBS))("%s", (_, { method = [], prepare, run, before, after }) => {
  const recorded = async () => {
    const prepared = (await prepare()) ?? NOTHING;
    // What a process has created or adopted is deleted by a later one.
    await plugin.configure({ apiToken: secret(plugin.emulator.token), apiHost: plugin.emulator.url, project: "shop" });
    return prepared;
  };

  test.each(Object.entries(HARMLESS))("goes on after %s", async (_fault, trouble) => {
    const prepared = await recorded();
    plugin.emulator.trouble({ ...trouble, methods: method });
    await run(prepared);
    expect(webhooks()).toMatchObject(after);
  });

  test("that is refused changes nothing, tells the service's words and no secret, and can be tried again", async () => {
    const prepared = await recorded();
    const body = { error: `Not with ${TOKEN}.` };
    const trouble = plugin.emulator.trouble({ kind: "status", status: 403, methods: method, body });
    const refusal = (await run(prepared).catch((error: unknown) => error)) as ServiceError;
    expect(refusal.details).toContain("Not with [secret].");
    expect(JSON.stringify(refusal)).not.toContain(TOKEN);
    // It is no partial failure, of which the engine would record a new state.
    expect(refusal.metadata.get("grpc-status-details-bin")).toEqual([]);
    expect(webhooks()).toMatchObject(before);
    trouble.stop();
    await run(prepared);
    expect(webhooks()).toMatchObject(after);
  });
});
