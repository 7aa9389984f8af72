import fc from "fast-check";

import { FIELDS } from "../../provider/fields";
import { check } from "../../provider/lifecycle/check";
import { remove } from "../../provider/lifecycle/delete";
import { diff } from "../../provider/lifecycle/diff";
import { read } from "../../provider/lifecycle/read";
import { Session } from "../../provider/lifecycle/session";
import type { Properties } from "../../provider/lifecycle/state";
import { update } from "../../provider/lifecycle/update";
import { markSecrets, secretsIn } from "../../provider/secrets";
import { type Emulator, startEmulator, type StoredWebhook } from "../emulator";
import { DECLARED, inputsFor } from "./faults/verbs";

const PROJECT = "shop";
const NAMES = [...Object.keys(FIELDS), "headers", "__host", "__listed", "__seed", "__secrets", "__aside", "strange"];

/** What stands in a state after an edit by hand: the right values, any others, or nothing. */
const damage = (right: Properties): fc.Arbitrary<Properties> => {
  const value = (name: string) => fc.oneof(fc.constant(right[name]), fc.jsonValue({ maxDepth: 2 }), fc.constant(null), fc.constant([]), fc.constant({}));
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

describe("a state that was edited by hand", () => {
  let emulator: Emulator;
  let webhook: StoredWebhook;
  beforeEach(async () => {
    emulator = await startEmulator({ projects: [PROJECT] });
    webhook = emulator.put(PROJECT, { name: "ours", url: "https://hooks.example.com/old" });
  });
  afterEach(() => emulator.close());

  const session = () => {
    const configuration = { apiHost: emulator.url, apiToken: emulator.token, project: PROJECT, timeoutSeconds: 60 };
    return new Session({ configuration }, () => undefined, { retryBaseMs: 1 });
  };

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
      { numRuns: 300, seed: 1 },
    );
  });

  test("is read, with what the service has, or refused in a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damage(right), async (state) => {
        try {
          const found = await read(session(), id(), state);
          if (found) expect(found).toMatchObject({ id: id(), state: { name: "ours", url: webhook.url } });
        } catch (error) {
          assertReadable(error);
        }
        expect(there()).toEqual([webhook]);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test("is updated to what is declared, or refused in a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damage(right), async (state) => {
        emulator.edit(PROJECT, there()[0]?.name ?? "", { name: "ours", url: "https://hooks.example.com/old" });
        const now = session();
        try {
          await update(now, id(), state, inputsFor(now, { ...DECLARED, url: "https://hooks.example.com/new", timeout: 20 }));
          expect(there()).toMatchObject([{ name: "ours", timeout: 20 }]);
        } catch (error) {
          assertReadable(error);
        }
        expect(emulator.webhooks(PROJECT).filter(({ name }) => name === "ours")).toHaveLength(1);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test("is deleted, or refused in a sentence, and takes nothing else along", async () => {
    await fc.assert(
      fc.asyncProperty(damage(right), async (state) => {
        const foreign = emulator.put(PROJECT, { name: "foreign" });
        const ours = there()[0] ?? emulator.put(PROJECT, { ...webhook });
        try {
          await remove(session(), `${PROJECT}/${ours.id}`, state);
        } catch (error) {
          assertReadable(error);
        }
        expect(emulator.webhooks(PROJECT).map(({ id: uuid }) => uuid)).toContain(foreign.id);
        emulator.remove(PROJECT, "foreign");
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
