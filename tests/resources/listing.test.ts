import { type Emulator, startEmulator } from "../../emulator/src";
import { LEAST, Process, type Stored } from "../support/verbs";

const DECLARED = { ...LEAST, headers: { "X-Stage": "prod" }, protectedHeaders: { Authorization: "canary" } };
const STAGE = { key: "X-Stage", value: "prod", protected: false };
const AUTHORIZATION = { key: "Authorization", value: "canary", protected: true };
const DRIFT = ["protectedHeaders/Authorization"];

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const create = () => new Process(emulator).create(DECLARED);
const refresh = (stored: Stored) => new Process(emulator).refresh(stored);
const changes = (stored: Stored) => new Process(emulator).changes(stored, DECLARED);
const update = (stored: Stored) => new Process(emulator).update(stored, DECLARED);
const listed = ({ recorded }: Stored) => recorded.state["__listed"];
const removeProtected = () => emulator.edit("shop", "finished", { headers: [STAGE] });

/** How often the webhook was asked for after it was written. */
const looks = (name: string) => {
  const own = emulator.requests.filter(({ path }) => path.endsWith(`/webhooks/${name}`));
  return own.filter(({ method }) => method === "GET").length;
};

describe("Whether the service lists protected headers", () => {
  test("is learned once in a process, from a GET after a write of some", async () => {
    const process = new Process(emulator);
    const plain = await process.create({ ...LEAST, name: "plain" }, { as: "plain" });
    expect(listed(plain)).toBeUndefined();
    emulator.clearRequests();
    const first = await process.create({ ...DECLARED, name: "first" }, { as: "first" });
    const [before, after] = [looks("first"), emulator.requests.at(-1)];
    expect([before, after?.method]).toEqual([2, "GET"]);
    const second = await process.create({ ...DECLARED, name: "second" }, { as: "second" });
    expect(emulator.requests.at(-1)?.method).toBe("POST");
    expect([first, second].map(listed)).toEqual([true, true]);
  });

  test("is asked once for all that a process writes at the same time", async () => {
    const process = new Process(emulator);
    const names = ["one", "two", "three"];
    const made = await Promise.all(names.map((name) => process.create({ ...DECLARED, name }, { as: name })));
    expect(made.map(listed)).toEqual([true, true, true]);
    const lastPost = emulator.requests.findLastIndex(({ method }) => method === "POST");
    const firstPost = emulator.requests.findIndex(({ method }) => method === "POST");
    const asked = emulator.requests.slice(firstPost).filter(({ method, status }) => method === "GET" && status === 200);
    expect(asked).toHaveLength(1);
    expect(lastPost).toBeGreaterThan(firstPost);
  });

  test("is asked again if there was no answer, and the write is no failure", async () => {
    const process = new Process(emulator);
    emulator.onRequest(({ method }) => {
      if (method === "POST") emulator.trouble({ kind: "status", status: 403, methods: ["GET"], path: /first$/ });
    });
    const first = await process.create({ ...DECLARED, name: "first" }, { as: "first" });
    const second = await process.create({ ...DECLARED, name: "second" }, { as: "second" });
    expect([first, second].map(listed)).toEqual([undefined, true]);
  });

  test("costs a refresh nothing", async () => {
    emulator.setProtectedForm("absent");
    const stored = await create();
    emulator.clearRequests();
    await refresh(stored);
    expect(emulator.requests.map(({ method, path }) => [method, path])).toEqual([
      ["GET", "/v2.1/projects/shop/webhooks/finished"],
    ]);
  });
});

test("a service that never lists them shows no drift if one is removed", async () => {
  emulator.setProtectedForm("absent");
  const stored = await create();
  expect(listed(stored)).toBe(false);
  removeProtected();
  expect(changes(await refresh(stored))).toEqual([]);
});

test("a service that begins to list them shows no drift, and from then on it does if one is removed", async () => {
  emulator.setProtectedForm("absent");
  const stored = await create();
  emulator.setProtectedForm("null");
  const refreshed = await refresh(stored);
  expect([listed(refreshed), changes(refreshed)]).toEqual([true, []]);
  removeProtected();
  expect(changes(await refresh(refreshed))).toEqual(DRIFT);
});

test("a service that stops listing them shows drift once, and the next update settles it", async () => {
  const stored = await create();
  emulator.setProtectedForm("absent");
  const refreshed = await refresh(stored);
  expect(changes(refreshed)).toEqual(DRIFT);
  const updated = await update(refreshed);
  expect(emulator.webhooks("shop")).toMatchObject([{ headers: [STAGE, AUTHORIZATION] }]);
  expect(listed(updated)).toBe(false);
  expect(changes(await refresh(updated))).toEqual([]);
});

test("an update of something else does not hide that a protected header was removed before it", async () => {
  const stored = await create();
  removeProtected();
  const changed = { ...DECLARED, timeout: 20 };
  const updated = await new Process(emulator).update(stored, changed);
  expect(new Process(emulator).changes(await refresh(updated), changed)).toEqual(DRIFT);
});
