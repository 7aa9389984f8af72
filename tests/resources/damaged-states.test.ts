import fc from "fast-check";

import { type Emulator, startEmulator, type StoredWebhook } from "../../emulator/src";
import type { Properties } from "../../provider/resources/types";
import { webhook } from "../../provider/resources/webhook";
import { FIELDS } from "../../provider/resources/webhook/fields";
import { Plugin } from "../plugin/plugin";
import { DynamicHost, REFERENCE } from "../support/dynamic-host";
import { LEAST } from "../support/verbs";

const PROJECT = "shop";
const OLD = { name: "ours", url: "https://hooks.example.com/old" };
const NEW = { ...LEAST, name: "ours", url: "https://hooks.example.com/new", timeout: 20 };
const LEARNED = [
  "webhookId",
  "__host",
  "__listed",
  "__seed",
  "__secrets",
  "__external",
  "__aside",
  "__mark",
  "strange",
];
const RIGHT: Properties = {
  ...LEAST,
  ...OLD,
  project: PROJECT,
  timeout: 10,
  labels: {},
  headers: { "X-Stage": "prod" },
};

/** What a state may hold after an edit by hand: the right values, any others, or nothing. */
const damaged: fc.Arbitrary<Properties> = fc.record(
  Object.fromEntries(
    [...Object.keys(FIELDS), ...LEARNED].map((name) => [
      name,
      fc.oneof(fc.constant(RIGHT[name] ?? null), fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, [], {})),
    ]),
  ),
  { requiredKeys: [] },
);

const RUNS = { numRuns: 60, seed: 1 };

/** Whether a verb did what it is for. It may refuse in a sentence that was written for a user, and in no other way. */
async function isDone(verb: Promise<unknown>): Promise<boolean> {
  try {
    await verb;
    return true;
  } catch (error) {
    const { details, message } = error as { details?: string; message: string };
    expect(details ?? message).toMatch(/^[A-Z"]/);
    expect(String(error)).not.toMatch(/undefined|\[object|Cannot read|is not a function|not iterable/);
    return false;
  }
}

describe("A state that was edited by hand", () => {
  let emulator: Emulator;
  let ours: StoredWebhook;
  /** How often a verb did what it is for: one that always refuses is of no use. */
  let successes: number;
  beforeEach(async () => {
    successes = 0;
    emulator = await startEmulator({ projects: [PROJECT] });
    ours = emulator.put(PROJECT, OLD);
  });
  afterEach(() => emulator.close());

  const begin = () => new DynamicHost(emulator, webhook);
  const id = () => `${PROJECT}/${ours.id}`;
  const there = () => emulator.webhooks(PROJECT).filter((each) => each.id === ours.id);

  test("is compared and checked against without a crash", async () => {
    const { provider } = begin();
    await fc.assert(
      fc.asyncProperty(damaged, async (outputs) => {
        const { inputs, failures } = await provider.check(outputs, { ...NEW, __provider: REFERENCE });
        expect(failures).toEqual([]);
        expect(await provider.diff(id(), outputs, { ...inputs, __provider: REFERENCE })).toHaveProperty("replaces");
      }),
      { ...RUNS, numRuns: 300 },
    );
  });

  test("is read with what the service has, or refused in a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (outputs) => {
        const read = begin().read({ id: id(), inputs: {}, outputs });
        if (await isDone(read)) {
          expect(await read).toMatchObject({ id: id(), outputs: { name: "ours", url: OLD.url } });
          successes += 1;
        }
        expect(there()).toEqual([ours]);
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(RUNS.numRuns / 2);
  });

  test("is updated to what is declared, or refused in a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (outputs) => {
        const before = emulator.edit(PROJECT, there()[0]?.name ?? "", { ...OLD, timeout: 10 });
        const host = begin();
        const inputs = await host.check(NEW);
        const isUpdated = await isDone(host.provider.update(id(), outputs, inputs));
        expect(there()).toMatchObject([isUpdated ? { name: NEW.name, url: NEW.url, timeout: NEW.timeout } : before]);
        if (isUpdated) successes += 1;
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(RUNS.numRuns / 2);
  });

  test("is deleted, or refused in a sentence, and takes nothing else along", async () => {
    const foreign = emulator.put(PROJECT, { name: "foreign" });
    await fc.assert(
      fc.asyncProperty(damaged, async (outputs) => {
        if (there().length === 0) emulator.put(PROJECT, ours);
        const isDeleted = await isDone(begin().delete({ id: id(), inputs: {}, outputs }));
        expect(there()).toHaveLength(isDeleted ? 0 : 1);
        expect(emulator.webhooks(PROJECT)).toContainEqual(foreign);
        if (isDeleted) successes += 1;
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(RUNS.numRuns / 2);
  });
});

describe("A state of the plugin that was edited by hand", () => {
  let plugin: Plugin;
  let ours: StoredWebhook;
  beforeAll(async () => {
    plugin = await Plugin.start();
    ours = plugin.emulator.put(PROJECT, OLD);
  });
  afterAll(() => plugin.close());

  test("is checked against, compared, read and updated without a crash, or refused in a sentence", async () => {
    let successes = 0;
    await fc.assert(
      fc.asyncProperty(damaged, async (outputs) => {
        plugin.emulator.edit(PROJECT, plugin.emulator.webhooks(PROJECT)[0]?.name ?? "", { ...OLD, timeout: 10 });
        const recorded = { id: `${PROJECT}/${ours.id}`, properties: outputs };
        const { inputs, failures } = await plugin.check(NEW, { olds: outputs });
        expect(failures).toEqual([]);
        expect(await plugin.diff(recorded, inputs)).toHaveProperty("replaces");
        const isRead = await isDone(plugin.read(recorded.id, outputs));
        const isUpdated = await isDone(plugin.update(recorded, inputs));
        if (isUpdated) {
          const { name, url, timeout } = NEW;
          expect(plugin.emulator.webhooks(PROJECT)).toMatchObject([{ id: ours.id, name, url, timeout }]);
        }
        if (isRead && isUpdated) successes += 1;
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(RUNS.numRuns / 2);
  });
});
