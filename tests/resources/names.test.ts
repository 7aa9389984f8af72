import { type Emulator, startEmulator } from "../../emulator/src";
import { UNKNOWN } from "../../provider/shared/engine-values";
import type { Naming } from "../../provider/resources/types";
import { LEAST, Process, type Stored } from "../support/verbs";

const UNNAMED = { ...LEAST, name: undefined };
const AUTOMATIC = /^finished-[0-9a-f]{8}$/;

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const create = (declared: object) => new Process(emulator).create({ ...declared });
const nameOf = ({ inputs }: Stored) => inputs.properties["name"];

describe("An automatic name", () => {
  test("is the logical name with a suffix, the same in every preview and another one for every resource", async () => {
    const stored = await create(UNNAMED);
    expect(nameOf(stored)).toMatch(AUTOMATIC);
    expect(new Process(emulator).check(UNNAMED).properties["name"]).toBe(nameOf(stored));
    expect(new Process(emulator).check(UNNAMED, { as: "other" }).properties["name"]).toMatch(/^other-[0-9a-f]{8}$/);
    expect(emulator.webhooks("shop")).toMatchObject([{ name: nameOf(stored) }]);
  });

  test("stays, whatever else changes", async () => {
    const stored = await create(UNNAMED);
    const changed = { ...UNNAMED, url: "https://hooks.example.com/other", event: "deployment_request_failed" };
    expect(new Process(emulator).changes(stored, changed)).toEqual(["event", "url"]);
  });

  test("drifts if the webhook is renamed at the service", async () => {
    const stored = await create(UNNAMED);
    emulator.edit("shop", String(nameOf(stored)), { name: "renamed" });
    const seen = await new Process(emulator).refresh(stored);
    expect(nameOf(seen)).toBe("renamed");
    expect(new Process(emulator).changes(seen, UNNAMED)).toEqual(["name"]);
  });

  test.each([
    ["object type", { objectType: "pipeline", event: "pipeline_request_finished" }],
    ["object", { objectName: "other" }],
    ["version", { version: "v2" }],
  ])("is another one for another %s, so that the new webhook is made before the old one goes", async (_what, other) => {
    const stored = await create(UNNAMED);
    const changed = { ...UNNAMED, ...other };
    expect(new Process(emulator).changes(stored, changed)).toContain("name");
    expect(new Process(emulator).replacement(stored, changed)).toBe("create first");
  });

  test("is not known in a preview as long as the object is not", () => {
    expect(new Process(emulator).check({ ...UNNAMED, objectName: UNKNOWN }).properties["name"]).toBe(UNKNOWN);
  });

  test("fits the 64 characters of a name", () => {
    const { properties } = new Process(emulator).check(UNNAMED, { as: "🦔".repeat(100) });
    expect(Array.from(String(properties["name"]))).toHaveLength(64);
  });
});

describe("A name that the program declares", () => {
  test("makes a replacement delete the old webhook first", async () => {
    const stored = await create(LEAST);
    expect(new Process(emulator).replacement(stored, { ...LEAST, objectName: "other" })).toBe("delete first");
  });

  test("does not for a replacement under another name or in another project", async () => {
    const stored = await create(LEAST);
    const other = { ...LEAST, objectName: "other" };
    expect(new Process(emulator).replacement(stored, { ...other, name: "second" })).toBe("create first");
    expect(new Process(emulator).replacement(stored, { ...other, project: "office" })).toBe("create first");
  });

  test("becomes an automatic one if the program no longer declares it", async () => {
    const stored = await create(LEAST);
    expect(new Process(emulator).changes(stored, UNNAMED)).toEqual(["name"]);
    expect(nameOf(await new Process(emulator).update(stored, UNNAMED))).toMatch(AUTOMATIC);
  });

  test("can change: the webhook keeps its UUID", async () => {
    const stored = await create(LEAST);
    const renamed = { ...LEAST, name: "done" };
    expect(new Process(emulator).changes(stored, renamed)).toEqual(["name"]);
    const updated = await new Process(emulator).update(stored, renamed);
    expect(updated.recorded).toMatchObject({ id: stored.recorded.id, state: { name: "done" } });
    expect(emulator.webhooks("shop")).toMatchObject([{ name: "done" }]);
  });
});

describe("The auto-naming settings of the stack", () => {
  const check = (naming: Naming, previous = {}) =>
    new Process(emulator).check(UNNAMED, {}, previous, naming).properties["name"];

  test("propose a name", () => {
    expect(check({ proposed: "finished-dev" })).toBe("finished-dev");
  });

  test("leave a name alone that is in the state", async () => {
    const { inputs } = await create(UNNAMED);
    expect(check({ proposed: "finished-dev" }, inputs.properties)).toBe(inputs.properties["name"]);
  });

  test("are asked if the object changes", async () => {
    const { inputs } = await create(UNNAMED);
    const check = (naming: Naming) =>
      new Process(emulator).check({ ...UNNAMED, objectName: "other" }, {}, inputs.properties, naming);
    expect(check({ proposed: "finished-dev" }).properties["name"]).toBe("finished-dev");
  });
});
