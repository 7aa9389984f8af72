import { type Emulator, startEmulator } from "../../emulator/src";
import { PartialFailure } from "../../provider/resources/errors";
import type { Properties } from "../../provider/resources/types";
import { webhookTest } from "../../provider/resources/webhook-test";
import { type Receiver, startReceiver } from "../../tools/support/receiver";
import { Process, type ProcessSettings, type Stored } from "../support/verbs";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

let emulator: Emulator;
let receiver: Receiver;
beforeEach(async () => {
  emulator = await startEmulator();
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.close();
  await emulator.close();
});

const begin = (settings: ProcessSettings = {}) => new Process(emulator, { ...settings, resource: webhookTest });
const declared = (more: Properties = {}): Properties => ({
  url: `${receiver.url}/hook`,
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  ...more,
});
const create = (more: Properties = {}) => begin().create(declared(more));
const posts = () => emulator.requests.filter(({ method }) => method === "POST");
const endAs = (body: object) => emulator.trouble({ kind: "status", status: 201, methods: ["POST"], body });

/** Resolves when the service has been asked so often. */
const asked = (times: number): Promise<void> =>
  new Promise((resolve) => {
    let left = times;
    emulator.onRequest(({ method }) => {
      if (method === "GET" && (left -= 1) === 0) resolve();
    });
  });

/** What a run that fails leaves in the state. */
async function failureOf(run: Promise<unknown>): Promise<PartialFailure> {
  const error: unknown = await run.catch((reason: unknown) => reason);
  if (error instanceof PartialFailure) return error;
  throw new Error(`Expected a partial failure, but got ${String(error)}`);
}

describe("A webhook test", () => {
  test("makes UbiOps call, waits for the end and records it", async () => {
    receiver.answer({ after: asked(2) });
    const { recorded } = await create({ includeResult: true });
    expect(recorded.id).toMatch(UUID);
    expect(recorded.state).toMatchObject({
      testId: recorded.id,
      status: "completed",
      errorMessage: null,
      project: "shop",
      timeout: 10,
      failOnError: true,
    });
    expect(receiver.arrivals).toMatchObject([{ method: "POST", path: "/hook" }]);
    expect(posts()).toMatchObject([
      {
        path: "/v2.1/projects/shop/webhooks-tests",
        body: { object_type: "deployment", object_name: "model", include_result: true },
      },
    ]);
  });

  test("sends the values of protected headers, since there is no stored webhook to take them from", async () => {
    await create({
      headers: { "X-Env": "prod" },
      protectedHeaders: { Authorization: "Bearer s3cret-1" },
      version: "v2",
    });
    expect(receiver.arrivals).toMatchObject([{ headers: { authorization: "Bearer s3cret-1", "x-env": "prod" } }]);
    expect(posts()).toMatchObject([
      {
        body: {
          version: "v2",
          headers: [
            { key: "X-Env", value: "prod", protected: false },
            { key: "Authorization", value: "Bearer s3cret-1", protected: true },
          ],
        },
      },
    ]);
  });

  test("that fails keeps the service's words in the state", async () => {
    receiver.answer({ status: 500 });
    const failure = await failureOf(create());
    expect(failure.reason).toMatch(/^The webhook test \S+ failed: .*500/);
    expect(failure.recorded.state).toMatchObject({
      status: "failed",
      testId: failure.recorded.id,
      errorMessage: matching(/500/),
    });
  });

  test.each([
    ["It broke.", "It broke"],
    ["v1.2 broke", "v1.2 broke"],
    ["", "UbiOps does not say why"],
    [null, "UbiOps does not say why"],
  ])("that fails is told in a sentence, if the service says %j", async (error_message, reason) => {
    endAs({ id: "t-1", status: "failed", error_message });
    expect((await failureOf(create())).message).toBe(
      `The webhook test t-1 failed: ${reason} (deployment_request_finished of deployment "model" in project "shop"). ` +
        "Check that its URL answers with 2xx or 3xx in time: the next update tests it again.",
    );
  });

  test("that fails and must not fail the update is recorded", async () => {
    receiver.answer({ status: 404 });
    const { recorded } = await create({ failOnError: false });
    expect(recorded.state).toMatchObject({ status: "failed", errorMessage: matching(/404/) });
  });

  test.each(["service stays silent", "test stays pending"])(
    "that does not end in its time is recorded as pending, if the %s",
    async (what) => {
      endAs({ id: "t-1", status: "pending", error_message: null });
      emulator.trouble(
        what === "service stays silent"
          ? { kind: "hang", methods: ["GET"] }
          : {
              kind: "status",
              status: 200,
              methods: ["GET"],
              body: { id: "t-1", status: "pending", error_message: null },
            },
      );
      const failure = await failureOf(begin({ timeoutSeconds: 5 }).create(declared({ failOnError: false })));
      expect(failure.message).toMatch(/^The webhook test t-1 is still pending after 5 s: .*ubiops:timeoutSeconds/);
      expect(failure.recorded).toMatchObject({ id: "t-1", state: { status: "pending", testId: "t-1" } });
    },
  );

  test("that the service refuses leaves nothing behind", async () => {
    emulator.trouble({ kind: "status", status: 403 });
    await expect(create()).rejects.toMatchObject({ name: "ForbiddenError" });
  });

  test("is not sent again if its answer was lost", async () => {
    emulator.trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    await expect(create()).rejects.toMatchObject({ name: "ConnectionLostError" });
    expect(posts()).toHaveLength(1);
  });

  test("is read without a question, and its deletion asks nothing", async () => {
    const made = await create();
    emulator.clearRequests();
    const seen = await begin().refresh(made);
    expect(seen.recorded).toEqual(made.recorded);
    expect(begin().changes(seen, declared())).toEqual([]);
    await begin().delete(seen);
    expect(emulator.requests).toEqual([]);
  });
});

describe("A new test", () => {
  const TRIGGERED = { triggers: ["a"], protectedHeaders: { Authorization: "one" } };
  let made: Stored;
  beforeEach(async () => {
    made = await create(TRIGGERED);
    emulator.clearRequests();
  });

  const changes = (more: Properties) => begin().changes(made, declared({ ...TRIGGERED, ...more }));
  const update = (more: Properties = {}) => begin().update(made, declared({ ...TRIGGERED, ...more }));
  const recordedAs = (state: Properties): Stored => ({
    ...made,
    recorded: { ...made.recorded, state: { ...made.recorded.state, ...state } },
  });

  test.each<[what: string, change: Properties, places: string[]]>([
    ["a trigger", { triggers: ["b"] }, ["triggers"]],
    ["the triggers taken out", { triggers: undefined }, ["triggers"]],
    ["the URL", { url: "https://hooks.example.com/other" }, ["url"]],
    ["the object", { objectName: "other" }, ["objectName"]],
    ["the project", { project: "office" }, ["project"]],
    ["a header", { headers: { "X-Env": "prod" } }, ["headers/X-Env"]],
    ["a protected value", { protectedHeaders: { Authorization: "two" } }, ["protectedHeaders/Authorization"]],
    ["what a failure means", { failOnError: false }, ["failOnError"]],
  ])("is due if the program changes %s, and replaces nothing", (_what, change, places) => {
    expect(changes(change)).toEqual(places);
    expect(begin().replacement(made, declared({ ...TRIGGERED, ...change }))).toBe("none");
  });

  test("is not due if nothing changed", () => {
    expect(changes({})).toEqual([]);
  });

  test("runs on an update, and the resource keeps its id", async () => {
    const { recorded } = await update({ triggers: ["b"] });
    expect(posts()).toHaveLength(1);
    expect(recorded.id).toBe(made.recorded.id);
    expect(recorded.state["testId"]).not.toBe(made.recorded.id);
  });

  test("that fails keeps the id of the resource too", async () => {
    receiver.answer({ status: 500 });
    const { recorded } = await failureOf(update({ triggers: ["b"] }));
    expect(recorded.id).toBe(made.recorded.id);
    expect(recorded.state).toMatchObject({ status: "failed", testId: matching(UUID) });
  });

  test.each(["failed", "pending", undefined])("is due if the last one is recorded as %s", async (status) => {
    const before = recordedAs({ status });
    expect(begin().changes(before, declared(TRIGGERED))).toEqual(["(nothing)"]);
    await begin().update(before, declared(TRIGGERED));
    expect(posts()).toHaveLength(1);
  });

  test("is due at another host, and not at another address of the same one", () => {
    const at = (host: string) => begin().changes(recordedAs({ __host: host }), declared(TRIGGERED));
    expect(at("https://ubiops.example.com/v2.1")).toEqual(["(nothing)"]);
    expect(at("http://127.0.0.1:1/v2.1")).toEqual([]);
  });

  test("is not sent if only what is secret changes", async () => {
    const secret = { secrets: ["url"] };
    expect(begin().changes(made, declared(TRIGGERED), secret)).toEqual(["(nothing)"]);
    const updated = await begin().update(made, declared(TRIGGERED), secret);
    expect(posts()).toEqual([]);
    expect(begin().changes(updated, declared(TRIGGERED), secret)).toEqual([]);
  });
});

describe("What went wrong with a test", () => {
  const failed = async (more: Properties, secrets: string[] = []) => {
    endAs({ id: "t-1", status: "failed", error_message: "Cannot reach it" });
    return begin().create(declared({ failOnError: false, ...more }), { secrets });
  };

  test.each<[what: string, more: Properties, secrets: string[]]>([
    ["the URL is one", {}, ["url"]],
    ["there is a protected header", { protectedHeaders: { Authorization: "s3cret" } }, []],
  ])("is a secret if %s, and that is no secret of the program after a refresh", async (_what, more, secrets) => {
    const made = await failed({ ...more, failOnError: false }, secrets);
    expect(made.recorded.secrets).toEqual([...secrets, "errorMessage"]);
    const seen = await begin().refresh(made);
    expect(seen.inputs.secrets).toEqual(secrets);
  });

  test("can be read if no input is a secret", async () => {
    expect((await failed({ headers: { "X-Env": "prod" } })).recorded.secrets).toEqual([]);
  });
});

test("everything that is wrong with the arguments is told at once", () => {
  const wrong = { objectType: "deployment", event: "pipeline_request_failed", timeout: 31, triggers: "x", name: "n" };
  const sentences = ["name: unknown property", "url: is required", "objectName: is required", "timeout: must be"];
  for (const sentence of [...sentences, "triggers: must be a list", "event: must be an event of a deployment"]) {
    expect(() => begin().check(wrong)).toThrow(sentence);
  }
});
