import { call, webhook } from "./call";
import { startEmulator } from "../../emulator/src";
import type { Emulator } from "../../emulator/src";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const WEBHOOKS = "/projects/p/webhooks";
const create = (name = "w") => call(emulator, "POST", WEBHOOKS, webhook({ name }));
const stored = () => emulator.webhooks("p").map(({ name }) => name);

it("holds the next matching request before its work, and releases it", async () => {
  const hold = emulator.hold({ method: "POST", when: "before" });
  const answer = create();
  await hold.reached;
  expect(stored()).toEqual([]);
  expect((await call(emulator, "GET", WEBHOOKS)).body).toEqual([]);
  hold.release();
  expect((await answer).status).toBe(201);
  expect((await create("second")).status).toBe(201);
});

it("holds a request after its work and before its answer", async () => {
  const hold = emulator.hold({ method: "POST", when: "after" });
  const answer = create();
  await hold.reached;
  expect(stored()).toEqual(["w"]);
  hold.release();
  expect((await answer).status).toBe(201);
});

it.each([
  ["before", []],
  ["after", ["w"]],
] as const)("drops a request that it held %s its work", async (when, left) => {
  const hold = emulator.hold({ method: "POST", when });
  const answer = expect(create()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  await hold.reached;
  hold.drop();
  await answer;
  expect(stored()).toEqual(left);
});

it("holds by path, one request per hold", async () => {
  const path = /webhooks\/w2$/;
  emulator.put("p", { name: "w1" });
  emulator.put("p", { name: "w2" });
  const [first, second] = [
    emulator.hold({ method: "GET", path, when: "before" }),
    emulator.hold({ method: "GET", path, when: "before" }),
  ];
  expect((await call(emulator, "GET", `${WEBHOOKS}/w1`)).status).toBe(200);
  const answers = [call(emulator, "GET", `${WEBHOOKS}/w2`), call(emulator, "GET", `${WEBHOOKS}/w2`)];
  await Promise.all([first.reached, second.reached]);
  first.release();
  second.release();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
});

it.each([
  ["without a valid token", `${WEBHOOKS}/w`, "Token other", 401],
  ["of an unknown path", "/nothing", undefined, 404],
] as const)("does not hold a request %s", async (_, path, authorization, status) => {
  for (const when of ["before", "after"] as const) emulator.hold({ method: "GET", when });
  expect((await call(emulator, "GET", path, undefined, authorization ? { authorization } : {})).status).toBe(status);
});

it("ends if it is released before a request comes", async () => {
  emulator.hold({ method: "POST", when: "before" }).release();
  expect((await create()).status).toBe(201);
});

it("ends with the emulator", async () => {
  const hold = emulator.hold({ method: "POST", when: "before" });
  const answer = expect(create()).rejects.toThrow("fetch failed");
  await hold.reached;
  await emulator.close();
  await answer;
  expect(stored()).toEqual([]);
});
