import { create, type Created } from "../../provider/resources/webhook/create";
import { remove } from "../../provider/resources/webhook/delete";
import { diff } from "../../provider/resources/webhook/diff";
import type { Session } from "../../provider/resources/session";
import type { Properties, WebhookInputs } from "../../provider/resources/webhook/state";
import { type Emulator, startEmulator } from "../../emulator/src";
import { inputsFor } from "./inputs-for";
import { sessionOn } from "./session-on";

const PROJECT = "shop";
const DECLARED = {
  name: "finished",
  url: "https://hooks.example.com/declared",
  objectType: "deployment",
  objectName: "model",
  version: "v1",
  event: "deployment_request_failed",
  headers: [{ key: "Authorization", value: "Bearer declared", protected: true }],
  labels: { team: "ml" },
  adoptExisting: true,
};

let emulator: Emulator;
let warnings: string[];
beforeEach(async () => {
  emulator = await startEmulator();
  warnings = [];
});
afterEach(() => emulator.close());

/** One run of the provider. */
const begin = (): Session => sessionOn(emulator, { project: PROJECT, warn: (message) => warnings.push(message) });

const inputsOf = (session: Session, declared: Properties, previous: Properties = {}): WebhookInputs =>
  inputsFor(session, { __seed: "0123456789abcdef-finished", ...declared }, previous);
const up = (session: Session, declared: Properties = DECLARED): Promise<Created> =>
  create(session, inputsOf(session, declared));
const writes = () => emulator.requests.filter(({ method }) => method !== "GET");

test("a webhook of that name and object is taken over with one PATCH to all that is declared, protected values included", async () => {
  const { id } = emulator.put(PROJECT, {
    name: "finished",
    description: "by hand",
    headers: [{ key: "X-Old", value: "1", protected: true }],
    timeout: 30,
  });
  const created = await up(begin());
  expect(created.id).toBe(`${PROJECT}/${id}`);
  expect(writes().map(({ method }) => method)).toEqual(["PATCH"]);
  const changeable = [
    "description",
    "enabled",
    "event",
    "headers",
    "include_result",
    "labels",
    "retry",
    "timeout",
    "url",
  ];
  expect(Object.keys(writes()[0]?.body as object).toSorted()).toEqual(changeable);
  expect(emulator.webhooks(PROJECT)).toEqual([
    expect.objectContaining({
      id,
      url: DECLARED.url,
      event: DECLARED.event,
      description: "",
      timeout: 10,
      labels: { team: "ml" },
      headers: [{ key: "Authorization", value: "Bearer declared", protected: true }],
    }),
  ]);
});

test("a webhook under an automatic name that a killed update left is taken over", async () => {
  const automatic = { ...DECLARED, name: undefined };
  const left = await up(begin(), { ...automatic, adoptExisting: false });
  await expect(up(begin(), { ...automatic, adoptExisting: false })).rejects.toThrow("adoptExisting: true");
  expect((await up(begin(), automatic)).id).toBe(left.id);
  expect(emulator.webhooks(PROJECT)).toHaveLength(1);
});

test.each([
  ["object type", { object_type: "pipeline" }, "objectType"],
  ["object", { object_name: "other" }, "objectName"],
  ["version", { version: "v2" }, "version"],
] as const)("one with another %s is refused, and nothing is changed", async (_, difference, field) => {
  const before = emulator.put(PROJECT, { name: "finished", ...difference });
  await expect(up(begin())).rejects.toThrow(`cannot be adopted, since it has another ${field}`);
  expect(emulator.webhooks(PROJECT)).toEqual([before]);
  expect(writes()).toEqual([]);
});

test("one with another object and version is refused with both of them and the ways out", async () => {
  emulator.put(PROJECT, { name: "finished", object_name: "other", version: "v2" });
  await expect(up(begin())).rejects.toThrow(
    'The webhook "finished" of project "shop" cannot be adopted, since it has another objectName, version: ' +
      "declare what it has, give this resource another name, or delete that webhook. Nothing was changed.",
  );
});

test("one of whatever version is taken over where none is declared", async () => {
  const { id } = emulator.put(PROJECT, { name: "finished", version: "v2" });
  expect((await up(begin(), { ...DECLARED, version: undefined })).id).toBe(`${PROJECT}/${id}`);
});

test("where there is none, one is created", async () => {
  await up(begin());
  expect(writes().map(({ method }) => method)).toEqual(["POST"]);
  expect(emulator.webhooks(PROJECT)).toHaveLength(1);
});

test.each(["GET", "PATCH"] as const)(
  "a lost answer to its %s ends with the one webhook as declared",
  async (method) => {
    const { id } = emulator.put(PROJECT, { name: "finished" });
    emulator.trouble({ kind: "drop", when: "after", methods: [method], times: 1 });
    expect((await up(begin())).id).toBe(`${PROJECT}/${id}`);
    expect(emulator.webhooks(PROJECT)).toMatchObject([{ id, url: DECLARED.url }]);
  },
);

test("a lost answer to the creation ends with one webhook", async () => {
  emulator.trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
  const created = await up(begin());
  expect(emulator.webhooks(PROJECT).map(({ id }) => `${PROJECT}/${id}`)).toEqual([created.id]);
});

test("one that is deleted in the middle is created", async () => {
  emulator.put(PROJECT, { name: "finished" });
  const hold = emulator.hold({ method: "PATCH", path: /finished$/, when: "before" });
  const running = up(begin());
  await hold.reached;
  emulator.remove(PROJECT, "finished");
  hold.release();
  await running;
  expect(emulator.webhooks(PROJECT)).toMatchObject([{ name: "finished", url: DECLARED.url }]);
});

test("turning the option off later is no difference", async () => {
  emulator.put(PROJECT, { name: "finished" });
  const session = begin();
  const { id, state } = await up(session);
  for (const adoptExisting of [false, undefined]) {
    expect(diff(id, state, inputsOf(session, { ...DECLARED, adoptExisting }, state))).toMatchObject({
      changes: false,
      replaces: [],
    });
  }
});

test("what a run adopted or created is not deleted in that run, and is in a later one", async () => {
  emulator.put(PROJECT, { name: "finished" });
  const session = begin();
  const { id, state } = await up(session);
  await remove(session, id, state);
  expect(emulator.webhooks(PROJECT)).toHaveLength(1);
  expect(warnings).toEqual([
    expect.stringContaining("is not deleted, since another resource of this update has just taken it over"),
  ]);
  await remove(begin(), id, state);
  expect(emulator.webhooks(PROJECT)).toEqual([]);
});
