import { create, type Created } from "../../provider/resources/webhook/create";
import { diff } from "../../provider/resources/webhook/diff";
import { read } from "../../provider/resources/webhook/read";
import type { Session } from "../../provider/resources/session";
import type { WebhookInputs } from "../../provider/resources/webhook/state";
import { update } from "../../provider/resources/webhook/update";
import { type Emulator, startEmulator } from "../../emulator/src";
import { inputsFor } from "./inputs-for";
import { LEAST } from "./least";
import { sessionOn } from "./session-on";

/** No wait lasts: what matters is what happens between them, and how often. */
jest.mock("node:timers/promises", () => ({ setTimeout: () => new Promise((resolve) => setImmediate(resolve)) }));

const declared = (name: string) => ({ ...LEAST, name });

let emulator: Emulator;
let warnings: string[];
beforeEach(async () => {
  emulator = await startEmulator();
  warnings = [];
});
afterEach(() => emulator.close());

const begin = (): Session => sessionOn(emulator, { warn: (message) => warnings.push(message) });
const make = (...names: string[]): Promise<Created[]> =>
  Promise.all(names.map((name) => create(begin(), inputsFor(begin(), declared(name)))));

/** The engine asks about a resource: from now on the session knows which name it gives up, or keeps. */
const ask = (session: Session, { state }: Created, name: string): WebhookInputs =>
  inputsFor(session, declared(name), state);

async function rename(session: Session, recorded: Created, inputs: WebhookInputs): Promise<Created> {
  return { id: recorded.id, state: await update(session, recorded.id, recorded.state, inputs) };
}

const nameOf = ({ id }: Created) => emulator.webhooks("shop").find((webhook) => `shop/${webhook.id}` === id)?.name;
const writes = () => emulator.requests.filter(({ method }) => method !== "GET");

test.each([
  ["two that swap theirs", ["a", "b"], ["b", "a"]],
  ["a circle of three", ["a", "b", "c"], ["b", "c", "a"]],
])("in one update each gets the name that it is to have: %s", async (_what, before, after) => {
  const made = await make(...before);
  const session = begin();
  const asked = made.map((recorded, at) => [recorded, ask(session, recorded, after[at] ?? "")] as const);
  const renamed = await Promise.all(asked.map(([recorded, inputs]) => rename(session, recorded, inputs)));
  expect(renamed.map(nameOf)).toEqual(after);
  expect(renamed.map(({ state }) => state.name)).toEqual(after);
  expect(renamed.some(({ state }) => "__aside" in state)).toBe(false);
  expect(warnings).toEqual([]);
});

test("asked one at a time, the first goes aside for what this update has read, says so, and gets its name in the next one", async () => {
  const [one, other] = (await make("a", "b")) as [Created, Created];
  const session = begin();
  for (const { id, state } of [one, other]) await read(session, id, state);

  const aside = await rename(session, one, ask(session, one, "b"));
  const uuid = one.id.replace("shop/", "");
  expect(aside.state).toMatchObject({ name: `aside-${uuid}`, __aside: true });
  expect(nameOf(one)).toBe(`aside-${uuid}`);
  expect(warnings).toEqual([
    `The webhook "a" (${uuid}) of project "shop" is to be called "b", which another webhook of this program still is. ` +
      `It works on under the name "aside-${uuid}" for now: run "pulumi up" once more to give it its name.`,
  ]);
  await rename(session, other, ask(session, other, "a"));

  const next = begin();
  const inputs = ask(next, aside, "b");
  expect(diff(aside.id, { ...aside.state }, { ...inputs })).toEqual({
    changes: true,
    replaces: [],
    deleteBeforeReplace: false,
  });
  const settled = await rename(next, aside, inputs);
  expect(settled.state).not.toHaveProperty("__aside");
  expect([one, other].map(nameOf)).toEqual(["b", "a"]);
});

describe("a name that nothing of this program gives up is an error, and nothing is changed", () => {
  let one: Created;
  let session: Session;
  beforeEach(async () => {
    [one] = (await make("a")) as [Created];
    session = begin();
  });

  async function refused(): Promise<void> {
    await expect(rename(session, one, ask(session, one, "b"))).rejects.toMatchObject({ name: "NameTakenError" });
    expect(nameOf(one)).toBe("a");
    expect(writes().filter(({ method, status }) => method === "PATCH" && status === 200)).toEqual([]);
  }

  test("where the program does not know the other webhook", async () => {
    emulator.put("shop", { name: "b" });
    await refused();
  });

  test("where the program only reads it", async () => {
    emulator.put("shop", { name: "b" });
    await read(session, "shop/b", {});
    await refused();
  });

  test("where the other one is to keep it", async () => {
    const [other] = (await make("b")) as [Created];
    await read(session, other.id, other.state);
    ask(session, other, "b");
    await refused();
  });

  test("where a resource of another project gives such a one up", async () => {
    const [other] = (await make("b")) as [Created];
    inputsFor(session, { ...declared("c"), project: "office" }, { ...other.state, project: "office" });
    await refused();
  });
});

test("another error than a taken name is told as it is", async () => {
  const [one, other] = (await make("a", "b")) as [Created, Created];
  const session = begin();
  ask(session, other, "a");
  emulator.trouble({ kind: "status", status: 403, methods: ["PATCH"] });
  await expect(rename(session, one, ask(session, one, "b"))).rejects.toMatchObject({ name: "ForbiddenError" });
  expect(writes().filter(({ method }) => method === "PATCH")).toHaveLength(1);
});
