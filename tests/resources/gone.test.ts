import { type Emulator, startEmulator } from "../../emulator/src";
import { LEAST, Process, type Stored } from "../support/verbs";

const ELSEWHERE = "https://other.example.com/v2.1";
const CHANGED = { ...LEAST, timeout: 20 };

let emulator: Emulator;
let stored: Stored;
beforeEach(async () => {
  emulator = await startEmulator();
  stored = await new Process(emulator).create(LEAST);
});
afterEach(() => emulator.close());

type Verb = (of: Stored) => Promise<unknown>;
const read: Verb = (of) => new Process(emulator).read(of);
const update: Verb = (of) => new Process(emulator).update(of, CHANGED);
const remove: Verb = (of) => new Process(emulator).delete(of);
const VERBS: [name: string, verb: Verb][] = [
  ["read", read],
  ["update", update],
  ["deletion", remove],
];

const uuid = () => stored.recorded.id.replace("shop/", "");
const writes = () => emulator.requests.filter(({ method }) => method === "PATCH" || method === "DELETE");
const at = (host: string): Stored => ({
  ...stored,
  recorded: { ...stored.recorded, state: { ...stored.recorded.state, __host: host } },
});

describe("A webhook that was deleted at the service", () => {
  const GONE = () =>
    `The webhook "finished" (${uuid()}) of project "shop" no longer exists: it was deleted outside Pulumi. Run "pulumi up --refresh" to create it again.`;

  test("is gone for a read, and its deletion is done", async () => {
    emulator.remove("shop", "finished");
    expect(await read(stored)).toBeUndefined();
    await remove(stored);
    expect(writes()).toEqual([]);
  });

  test("cannot be updated, which is told with what to run", async () => {
    emulator.remove("shop", "finished");
    await expect(update(stored)).rejects.toThrow(GONE());
    expect(writes()).toEqual([]);
  });

  test("in the middle of its update is told the same way", async () => {
    const hold = emulator.hold({ method: "PATCH", when: "before" });
    const updated = update(stored);
    await hold.reached;
    emulator.remove("shop", "finished");
    hold.release();
    await expect(updated).rejects.toThrow(GONE());
  });

  test("and made anew by hand under its name is another one, which nothing touches", async () => {
    emulator.remove("shop", "finished");
    const other = emulator.put("shop", { name: "finished" });
    expect(await read(stored)).toBeUndefined();
    await expect(update(stored)).rejects.toThrow(GONE());
    await remove(stored);
    expect(emulator.webhooks("shop")).toEqual([other]);
    expect(writes()).toEqual([]);
  });
});

describe("A webhook that was renamed at the service", () => {
  beforeEach(() => emulator.edit("shop", "finished", { name: "renamed" }));

  test("is read under its new name, and an update gives it its own back", async () => {
    const seen = await new Process(emulator).refresh(stored);
    expect(seen.recorded).toMatchObject({ id: stored.recorded.id, state: { name: "renamed" } });
    expect(new Process(emulator).changes(seen, LEAST)).toEqual(["name"]);
    await new Process(emulator).update(seen, LEAST);
    expect(emulator.webhooks("shop")).toMatchObject([{ id: uuid(), name: "finished" }]);
  });

  test("is updated and deleted under it without a refresh, also if another one has its old name", async () => {
    const other = emulator.put("shop", { name: "finished" });
    await update(stored);
    expect(emulator.webhooks("shop")).toMatchObject([{ id: uuid(), name: "renamed", timeout: 20 }, other]);
    await remove(stored);
    expect(emulator.webhooks("shop")).toEqual([other]);
  });
});

describe("A project that the service does not know", () => {
  test.each(VERBS)("is an error for a %s, and never an empty state", async (_name, verb) => {
    emulator.setProjects(["office"]);
    await expect(verb(stored)).rejects.toThrow(`There is no project "shop" at ${emulator.url}`);
    expect(writes()).toEqual([]);
  });
});

describe("A webhook that was recorded at another host", () => {
  test.each(VERBS)(
    "and is not found at this one is not taken for deleted: its %s says what to do",
    async (_name, verb) => {
      emulator.remove("shop", "finished");
      await expect(verb(at(ELSEWHERE))).rejects.toThrow(
        `The webhook "finished" (${uuid()}) of project "shop" was recorded at ${ELSEWHERE} and was not found at ${emulator.url}, which is configured now. ` +
          `Set ubiops:apiHost (or UBIOPS_API_HOST, or apiHost of the Provider) back to ${ELSEWHERE}.`,
      );
      expect(writes()).toEqual([]);
    },
  );

  test("is not found either if this host does not know its project", async () => {
    emulator.setProjects(["office"]);
    await expect(read(at(ELSEWHERE))).rejects.toThrow(`was recorded at ${ELSEWHERE} and was not found`);
  });

  test("is the same one if it is there: one update records the host and sends nothing", async () => {
    const process = new Process(emulator);
    expect(process.changes(at(ELSEWHERE), LEAST)).toEqual(["(nothing)"]);
    const updated = await process.update(at(ELSEWHERE), LEAST);
    expect(updated.recorded.state["__host"]).toBe(emulator.url);
    expect(process.changes(updated, LEAST)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  test("on loopback is at the same service: emulators change their ports", () => {
    expect(new Process(emulator).changes(at("http://127.0.0.1:1/v2.1"), LEAST)).toEqual([]);
  });
});
