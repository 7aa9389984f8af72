import fc from "fast-check";

import { FIELDS } from "../../provider/resources/webhook/fields";
import { check } from "../../provider/resources/webhook/check";
import { remove } from "../../provider/resources/webhook/delete";
import { diff } from "../../provider/resources/webhook/diff";
import { read } from "../../provider/resources/webhook/read";
import type { Properties } from "../../provider/resources/webhook/state";
import { update } from "../../provider/resources/webhook/update";
import { markSecrets, secretsIn } from "../../provider/resources/secrets";
import { type Emulator, startEmulator, type StoredWebhook } from "../../emulator/src";
import { DECLARED } from "./faults/verbs";
import { inputsFor } from "./inputs-for";
import { sessionOn } from "./session-on";

const PROJECT = "shop";
const OLD = { name: "ours", url: "https://hooks.example.com/old" };
const NEW = { name: "ours", url: "https://hooks.example.com/new", timeout: 20 };
const NAMES = [...Object.keys(FIELDS), "headers", "__host", "__listed", "__seed", "__secrets", "__aside", "strange"];

/** What stands in a state after an edit by hand: the right values, any others, or nothing. */
const damage = (right: Properties): fc.Arbitrary<Properties> => {
  const value = (name: string) =>
    fc.oneof(
      fc.constant(right[name]),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constant(null),
      fc.constant([]),
      fc.constant({}),
    );
  return fc.record(Object.fromEntries(NAMES.map((name) => [name, value(name)])), { requiredKeys: [] });
};

/** An error that was written for a user, and none that a wrong value caused by chance. */
function assertReadable(error: unknown): void {
  expect(error).toBeInstanceOf(Error);
  if (!(error instanceof Error)) return;
  expect(error).not.toBeInstanceOf(TypeError);
  expect(error.message).toMatch(/^[A-Z"].*/);
  expect(error.message).not.toMatch(/undefined|\[object|Cannot read/);
}

/** What a verb came to; nothing where it refused, which it may do in a sentence only. */
async function doneBy<T>(verb: Promise<T>): Promise<{ readonly result: T } | undefined> {
  try {
    return { result: await verb };
  } catch (error) {
    assertReadable(error);
    return undefined;
  }
}

const RUNS = { numRuns: 100, seed: 1 };

describe("a state that was edited by hand", () => {
  let emulator: Emulator;
  let webhook: StoredWebhook;
  /** How often a verb did what it is for: one that always refuses is of no use. */
  let successes: number;
  beforeEach(async () => {
    successes = 0;
    emulator = await startEmulator({ projects: [PROJECT] });
    webhook = emulator.put(PROJECT, OLD);
  });
  afterEach(() => emulator.close());

  const session = () => sessionOn(emulator, { project: PROJECT });
  const right: Properties = { ...DECLARED, project: PROJECT, timeout: 10, labels: {} };
  const id = () => `${PROJECT}/${webhook.id}`;
  const there = () => emulator.webhooks(PROJECT).filter((each) => each.id === webhook.id);

  test("is compared, checked against and marked without a crash", () => {
    fc.assert(
      fc.property(damage(right), damage(right), (one, other) => {
        const { inputs } = check(session(), one, { ...right });
        expect(diff(id(), one, inputs)).toMatchObject({ replaces: expect.any(Array) as unknown });
        check(session(), one, other);
        secretsIn(one);
        markSecrets(one);
      }),
      { ...RUNS, numRuns: 300 },
    );
  });

  test("is read, with what the service has, or refused in a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damage(right), async (state) => {
        const done = await doneBy(read(session(), id(), state));
        if (done) {
          expect(done.result).toMatchObject({ id: id(), state: { name: "ours", url: webhook.url } });
          successes += 1;
        }
        expect(there()).toEqual([webhook]);
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(0);
  });

  test("is updated to what is declared, or refused in a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damage(right), async (state) => {
        const before = emulator.edit(PROJECT, there()[0]?.name ?? "", { ...OLD, timeout: 10 });
        const now = session();
        const declared = inputsFor(now, { ...DECLARED, ...NEW });
        if (await doneBy(update(now, id(), state, declared))) {
          expect(there()).toMatchObject([NEW]);
          successes += 1;
        } else {
          expect(there()).toEqual([before]);
        }
        expect(emulator.webhooks(PROJECT).filter(({ name }) => name === "ours")).toHaveLength(1);
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(0);
  });

  test("is deleted, or refused in a sentence, and takes nothing else along", async () => {
    const foreign = emulator.put(PROJECT, { name: "foreign" });
    await fc.assert(
      fc.asyncProperty(damage(right), async (state) => {
        const ours = there()[0] ?? emulator.put(PROJECT, { ...webhook });
        const done = await doneBy(remove(session(), id(), state));
        if (done) successes += 1;
        expect(emulator.webhooks(PROJECT)).toEqual(done ? [foreign] : expect.arrayContaining([foreign, ours]));
      }),
      RUNS,
    );
    expect(successes).toBeGreaterThan(0);
  });
});
