import { isUntouched, markOf } from "../../provider/resources/webhook/listing";
import type { WebhookState } from "../../provider/resources/webhook/state";
import { type Emulator, type ProtectedForm, startEmulator, type WebhookFields } from "../../emulator/src";
import { Process, type Recorded } from "../support/verbs";
import { LEAST } from "./least";

const declared = (name: string) => ({
  ...LEAST,
  name,
  headers: { Authorization: { value: "canary", protected: true }, "X-Stage": { value: "prod" } },
});

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

/** Every verb of a process of its own. */
const create = (name: string, form: ProtectedForm) => {
  emulator.setProtectedForm(form);
  return new Process(emulator).create(declared(name));
};
const refresh = (recorded: Recorded) => new Process(emulator).refresh(recorded);
const changes = async (recorded: Recorded, name = "w") =>
  new Process(emulator).changes(await refresh(recorded), declared(name));
const heal = async (recorded: Recorded, name = "w") =>
  new Process(emulator).update(await refresh(recorded), declared(name));
const edit = (patch: Partial<WebhookFields>, name = "w") => emulator.edit("shop", name, patch);
const stored = (name = "w") => emulator.webhooks("shop").find((webhook) => webhook.name === name)?.headers;

const PLAIN = [{ key: "X-Stage", value: "prod", protected: false }];
const BOTH = [{ key: "Authorization", value: "canary", protected: true }, ...PLAIN];

test("a service that begins to list protected headers is no drift, and from then on a removed one is", async () => {
  const recorded = await create("w", "absent");
  expect(recorded.state.__listed).toBe(false);
  emulator.setProtectedForm("null");
  const refreshed = await refresh(recorded);
  expect(new Process(emulator).changes(refreshed, declared("w"))).toEqual([]);
  edit({ headers: PLAIN });
  expect(await changes(refreshed)).toEqual(["headers"]);
});

test("a service that stops listing them is no drift for a webhook that nobody touched, and no value is lost", async () => {
  const recorded = await create("w", "null");
  emulator.setProtectedForm("absent");
  const refreshed = await refresh(recorded);
  expect(new Process(emulator).changes(refreshed, declared("w"))).toEqual([]);
  expect(refreshed.state.headers).toEqual(recorded.state.headers);
  edit({ headers: [{ key: "Authorization", value: "canary", protected: true }] });
  const healed = await heal(refreshed);
  expect(stored()).toEqual(BOTH);
  expect(await changes(healed)).toEqual([]);
});

test("where it stops listing them and somebody touched the webhook, that is healed once, and is quiet then", async () => {
  const recorded = await create("w", "null");
  emulator.setProtectedForm("absent");
  edit({ timeout: 5 });
  expect((await changes(recorded)).toSorted()).toEqual(["headers", "timeout"]);
  const healed = await heal(recorded);
  expect(stored()).toEqual(BOTH);
  expect(healed.state.__listed).toBe(false);
  expect(await changes(healed)).toEqual([]);
});

test("the only protected header of a webhook that somebody removed is drift in a service that lists them", async () => {
  const recorded = await create("w", "null");
  edit({ headers: PLAIN });
  expect(await changes(recorded)).toEqual(["headers"]);
  await heal(recorded);
  expect(stored()).toEqual(BOTH);
});

test("so it is where the service began to list them just now, as other webhooks of the project show", async () => {
  const recorded = await create("w", "absent");
  await create("other", "absent");
  emulator.setProtectedForm("mask");
  edit({ headers: PLAIN });
  expect(await changes(recorded)).toEqual(["headers"]);
  const healed = await heal(recorded);
  expect(stored()).toEqual(BOTH);
  expect(healed.state.__listed).toBe(true);
});

test("an update of something else by this provider does not hide that somebody removed one before it", async () => {
  const recorded = await create("w", "null");
  edit({ headers: PLAIN });
  const updated = await new Process(emulator).update(recorded, { ...declared("w"), timeout: 20 });
  expect(new Process(emulator).changes(await refresh(updated), { ...declared("w"), timeout: 20 })).toEqual(["headers"]);
});

test("a removed header that the service would not list is given its value again by the next update of the headers", async () => {
  const recorded = await create("w", "absent");
  edit({ headers: PLAIN });
  expect(await changes(recorded)).toEqual([]);
  const program = { ...declared("w"), headers: { ...declared("w").headers, "X-Stage": { value: "test" } } };
  await new Process(emulator).update(await refresh(recorded), program);
  expect(stored()).toEqual([BOTH[0], { key: "X-Stage", value: "test", protected: false }]);
});

test("the moment of the last update is not in the state", async () => {
  const { state } = await create("w", "null");
  const [{ last_updated: moment } = { last_updated: "none" }] = emulator.webhooks("shop");
  expect(JSON.stringify(state)).not.toContain(moment);
  expect(JSON.stringify(state)).not.toContain("last_updated");
});

test("a refresh where protected headers are not listed costs one GET, and no listing while nobody touched the webhook", async () => {
  const recorded = await create("w", "absent");
  emulator.clearRequests();
  await refresh(recorded);
  expect(emulator.requests.map(({ path }) => path)).toEqual(["/v2.1/projects/shop/webhooks/w"]);
});

test("a webhook without protected headers costs a refresh one GET too, somebody's change or not", async () => {
  const plain = { ...LEAST, name: "w", headers: { "X-Stage": { value: "prod" } } };
  const recorded = await new Process(emulator).create(plain);
  edit({ timeout: 5 });
  emulator.clearRequests();
  await refresh(recorded);
  expect(emulator.requests.map(({ path }) => path)).toEqual(["/v2.1/projects/shop/webhooks/w"]);
});

test("a listing that the service refuses tells nothing: what was learned before holds", async () => {
  const recorded = await create("w", "absent");
  edit({ timeout: 5 });
  emulator.trouble({ kind: "status", status: 403, methods: ["GET"], path: /webhooks$/ });
  expect((await refresh(recorded)).state.__listed).toBe(false);
  expect(await changes(recorded)).toEqual(["timeout"]);
});

test("where the service tells no moment of a change, no webhook counts as one that nobody touched", async () => {
  const { state } = await create("w", "null");
  const webhook = emulator.put("shop", { name: "other" });
  const { last_updated: moment, ...timeless } = webhook;
  const marked = { ...state, __mark: markOf({ ...timeless, last_updated: moment }) };
  expect(isUntouched(marked as WebhookState, webhook)).toBe(true);
  expect(isUntouched({ ...marked, __mark: markOf(timeless) } as WebhookState, timeless)).toBe(false);
});
