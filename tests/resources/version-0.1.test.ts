import { type Emulator, startEmulator, type StoredHeader } from "../../emulator/src";
import type { Properties } from "../../provider/resources/types";
import { webhook } from "../../provider/resources/webhook";
import { webhookTest } from "../../provider/resources/webhook-test";
import { DynamicHost, type HostStored, REFERENCE } from "../support/dynamic-host";

const SEED = "bd4d4dcafe1a50e6-finished";
const PROGRAM = {
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  headers: { "X-Stage": "prod" },
  protectedHeaders: { Authorization: "Bearer canary-1", "X-Key": "canary-2" },
};
const DECLARED = { ...PROGRAM, __seed: SEED };

const AUTHORIZATION: StoredHeader = { key: "Authorization", value: "Bearer canary-1", protected: true };
const KEY: StoredHeader = { key: "X-Key", value: "canary-2", protected: true };
const STAGE: StoredHeader = { key: "X-Stage", value: "prod", protected: false };

const OLD_HEADERS = {
  Authorization: { value: "Bearer canary-1", protected: true, revision: 2 },
  "X-Key": { value: "canary-2", protected: true, revision: 1 },
  "X-Stage": { value: "prod" },
};

/** What 0.1 recorded of a webhook and of a webhook test alike. */
const OLD_FIELDS = {
  __provider: REFERENCE,
  project: "shop",
  url: DECLARED.url,
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  headers: OLD_HEADERS,
  timeout: 10,
  retry: false,
  includeResult: false,
};
const OLD_WEBHOOK = { ...OLD_FIELDS, name: "finished-5221c00c", description: "", labels: {}, enabled: true };

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

// Each is a process of its own.
const begin = () => new DynamicHost(emulator, webhook);
const isChanged = (stored: HostStored, declared: Properties = DECLARED) => begin().isChanged(stored, declared);
const up = (stored: HostStored, declared: Properties = DECLARED) => begin().up(stored, declared);
const writes = () => emulator.requests.filter(({ method }) => method !== "GET").map(({ body }) => body);
const held = () => emulator.webhooks("shop").flatMap(({ headers }) => headers);
const edit = (headers: readonly StoredHeader[]) => emulator.edit("shop", OLD_WEBHOOK.name, { headers });

async function refresh(stored: HostStored): Promise<HostStored> {
  const found = await begin().read(stored);
  if (!found) throw new Error(`${stored.id} is gone`);
  return found;
}

/** A webhook that 0.1 made. */
function made(
  inputs: Properties = { __seed: SEED },
  headers: readonly StoredHeader[] = [AUTHORIZATION, KEY, STAGE],
): HostStored {
  const { id } = emulator.put("shop", { name: OLD_WEBHOOK.name, url: OLD_WEBHOOK.url, headers });
  const declared = { ...OLD_WEBHOOK, ...inputs };
  const learned = { __host: emulator.url, __listed: true, __mark: "87a7f41f" };
  return { id: `shop/${id}`, inputs: declared, outputs: { ...declared, ...learned } };
}

describe("A webhook in a state of version 0.1", () => {
  const NO_HEADERS = { headers: undefined, protectedHeaders: undefined };
  const PLAIN_SECRET = { "X-Stage": { value: "prod", secret: true } };

  test.each<[what: string, inputs: Properties, there: readonly StoredHeader[], declared: Properties]>([
    ["headers of both kinds", {}, [AUTHORIZATION, KEY, STAGE], DECLARED],
    ["no headers", { headers: {} }, [], { ...DECLARED, ...NO_HEADERS }],
    [
      "a plain header that the program makes a secret",
      { headers: PLAIN_SECRET },
      [STAGE],
      { ...DECLARED, protectedHeaders: undefined, __secrets: ["headers"] },
    ],
    ["a secret URL", { __secrets: ["url"] }, [AUTHORIZATION, KEY, STAGE], { ...DECLARED, __secrets: ["url"] }],
    ["a name that was set aside", { __aside: true }, [AUTHORIZATION, KEY, STAGE], DECLARED],
  ])("with %s costs one update that sends nothing, and is quiet then", async (_what, inputs, there, declared) => {
    const stored = made({ __seed: SEED, ...inputs }, there);
    const updated = await up(stored, declared);
    expect(await isChanged(updated, declared)).toBe(false);
    expect(await isChanged(await refresh(updated), declared)).toBe(false);
    expect(writes()).toEqual([]);
    expect(Object.keys(updated.outputs)).not.toEqual(expect.arrayContaining(["__mark"]));
    expect(Object.keys(updated.outputs)).not.toEqual(expect.arrayContaining(["__aside"]));
    expect(updated.outputs).toMatchObject({ name: OLD_WEBHOOK.name, webhookId: stored.id.slice("shop/".length) });
  });

  test("is quiet as well after a refresh that comes first", async () => {
    const seen = await refresh(made());
    expect(seen.outputs).toMatchObject({ headers: DECLARED.headers, protectedHeaders: DECLARED.protectedHeaders });
    const updated = await up(seen);
    expect(await isChanged(await refresh(updated))).toBe(false);
    expect(writes()).toEqual([]);
  });

  test("gets a rotated value without the others", async () => {
    await up(made(), {
      ...DECLARED,
      protectedHeaders: { ...DECLARED.protectedHeaders, Authorization: "Bearer canary-3" },
    });
    expect(writes()).toEqual([
      { headers: [STAGE, { ...AUTHORIZATION, value: "Bearer canary-3" }, { ...KEY, value: null }] },
    ]);
    expect(held()).toEqual([STAGE, { ...AUTHORIZATION, value: "Bearer canary-3" }, KEY]);
  });

  test.each<[what: string, there: readonly StoredHeader[]]>([
    ["a protected header that was removed", [AUTHORIZATION, STAGE]],
    ["a plain value that was changed", [AUTHORIZATION, KEY, { ...STAGE, value: "test" }]],
  ])("shows %s, and an update puts it right", async (_what, there) => {
    const stored = made();
    edit(there);
    const seen = await refresh(stored);
    expect(await isChanged(seen)).toBe(true);
    await up(seen);
    expect(held()).toEqual([STAGE, AUTHORIZATION, KEY]);
  });

  test("keeps its headers with ignoreChanges, for which the engine declares those of the old state", async () => {
    const ignoring = { ...DECLARED, headers: OLD_HEADERS };
    const updated = await up(made(), { ...ignoring, timeout: 20 });
    expect(writes()).toEqual([{ timeout: 20 }]);
    expect(await isChanged(await refresh(updated), { ...ignoring, timeout: 20 })).toBe(false);
    expect(held()).toEqual([AUTHORIZATION, KEY, STAGE]);
  });

  test("is deleted", async () => {
    await begin().delete(made());
    expect(emulator.webhooks("shop")).toEqual([]);
  });

  test("that the program only reads stays one, without inputs to differ from", async () => {
    const { id, inputs, outputs } = made({ headers: { "X-Key": { protected: true } } }, [KEY]);
    const seen = await refresh({ id, inputs, outputs: { ...outputs, webhookId: id.slice("shop/".length) } });
    expect(seen.inputs).toEqual({ __provider: REFERENCE });
    expect(seen.outputs).toMatchObject({ name: OLD_WEBHOOK.name, protectedHeaders: { "X-Key": "" } });
    expect((await refresh(seen)).inputs).toEqual({ __provider: REFERENCE });
  });
});

describe("A webhook test in a state of version 0.1", () => {
  function stored(inputs: Properties = {}): HostStored {
    const old = { ...OLD_FIELDS, failOnError: true, triggers: ["first", 1], __host: emulator.url, ...inputs };
    return { id: "a-test", inputs: old, outputs: { ...old, testId: "a-test", status: "completed" } };
  }

  test.each<[what: string, inputs: Properties, program: Properties]>([
    ["headers of both kinds", { __secrets: ["headers"] }, {}],
    ["no headers", { headers: {} }, { headers: undefined, protectedHeaders: undefined }],
  ])("with %s costs one update without a delivery, and is quiet then", async (_what, inputs, program) => {
    const host = new DynamicHost(emulator, webhookTest);
    const now = { ...PROGRAM, ...program, triggers: ["first", 1] };
    const updated = await host.up(stored(inputs), now);
    expect(await host.isChanged(updated, now)).toBe(false);
    const seen = await host.read(updated);
    expect(seen && (await host.isChanged(seen, now))).toBe(false);
    expect(emulator.requests).toEqual([]);
  });

  test("runs again if a trigger changes", async () => {
    const host = new DynamicHost(emulator, webhookTest);
    emulator.trouble({ kind: "status", status: 201, methods: ["POST"], body: { id: "t-2", status: "completed" } });
    const updated = await host.up(stored(), { ...PROGRAM, triggers: ["second"] });
    expect(emulator.requests).toHaveLength(1);
    expect(updated).toMatchObject({ id: "a-test", outputs: { testId: "t-2", status: "completed" } });
  });
});
