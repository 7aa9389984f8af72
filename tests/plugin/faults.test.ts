import type { ServiceError } from "@grpc/grpc-js";

import type { StoredWebhook, Trouble } from "../../emulator/src";
import { expectation } from "../resources/faults/expectation";
import { FAULTS } from "../resources/faults/faults";
import { VERBS as MATRIX_VERBS } from "../resources/faults/verbs";
import { DEPLOYMENT, Plugin, type Recorded, secret } from "./plugin";

/**
 * Each verb of the plugin meets each fault once. In `tests/resources/faults` the verbs of both front ends meet them for as long as
 * they last, with a clock of their own: here a wait takes its time, so that faults with a long one are left out.
 */
const QUICK = FAULTS.filter(({ trouble }) => trouble && trouble.kind !== "hang" && !("headers" in trouble));

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

describe.each(Object.entries(VERBS))("%s", (name, { method = [], prepare, run, before, after }) => {
  const recorded = async () => {
    const prepared = (await prepare()) ?? NOTHING;
    // What a process has created or adopted is deleted by a later one.
    await plugin.configure({ apiToken: secret(plugin.emulator.token), apiHost: plugin.emulator.url, project: "shop" });
    return prepared;
  };

  const [verb] = MATRIX_VERBS.filter((each) => each.name === name);

  test.each(QUICK.map((fault) => [fault.name, fault] as const))("ends as it must after: %s", async (_, fault) => {
    if (!verb || !fault.trouble) throw new Error(`The matrix of faults has no verb ${name}.`);
    const expected = expectation({ fault, verb, pattern: "first" });
    const prepared = await recorded();
    plugin.emulator.trouble({ ...fault.trouble, methods: method, times: 1 });
    const error = await run(prepared).then(
      () => undefined,
      (failure: unknown) => failure as ServiceError,
    );
    expect(error === undefined).toBe(expected.error === undefined);
    expect(error?.details ?? "").not.toContain(TOKEN);
    expect(webhooks()).toMatchObject(expected.done ? after : before);
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
