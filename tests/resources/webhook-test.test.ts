import { PartialFailure } from "../../provider/resources/errors";
import { Session } from "../../provider/resources/session";
import type { Properties } from "../../provider/resources/webhook/state";
import { checkTest } from "../../provider/resources/webhook-test/check";
import { diffTest } from "../../provider/resources/webhook-test/diff";
import { runTest } from "../../provider/resources/webhook-test/run";
import { markTest, type TestInputs } from "../../provider/resources/webhook-test/state";
import { type Emulator, startEmulator } from "../../emulator/src";
import { type Receiver, startReceiver } from "../../tools/support/receiver";
import { sessionOn } from "./session-on";

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

const session = () => sessionOn(emulator);

const declaration = (more: Properties = {}): Properties => ({
  url: `${receiver.url}/hook`,
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  ...more,
});

function checked(declared: Properties, previous: Properties = {}): TestInputs {
  const { inputs, failures } = checkTest(session(), previous, declared);
  expect(failures).toEqual([]);
  return inputs as TestInputs;
}

const posts = () => emulator.requests.filter(({ method }) => method === "POST");

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

describe("Running a webhook test", () => {
  test("makes UbiOps call, waits for the end and records it", async () => {
    receiver.answer({ after: asked(2) });
    const { id, state } = await runTest(session(), checked(declaration({ includeResult: true })));
    expect(state).toMatchObject({
      status: "completed",
      testId: id,
      project: "shop",
      timeout: 10,
      retry: false,
      failOnError: true,
    });
    expect(id).toMatch(UUID);
    expect(receiver.arrivals).toMatchObject([
      { method: "POST", path: "/hook", body: { event: "deployment_request_finished" } },
    ]);
    expect(posts()).toMatchObject([
      {
        path: "/v2.1/projects/shop/webhooks-tests",
        body: { object_type: "deployment", object_name: "model", include_result: true },
      },
    ]);
    expect(emulator.requests.filter(({ method }) => method === "GET").length).toBeGreaterThan(2);
  });

  test("sends the values of protected headers in clear, since there is no stored webhook to take them from", async () => {
    const headers = { Authorization: { value: "Bearer s3cret-1", protected: true }, "X-Env": { value: "prod" } };
    await runTest(session(), checked(declaration({ headers, version: "v2" })));
    expect(receiver.arrivals).toMatchObject([{ headers: { authorization: "Bearer s3cret-1", "x-env": "prod" } }]);
    expect(posts()).toMatchObject([
      {
        body: {
          version: "v2",
          headers: [
            { key: "Authorization", value: "Bearer s3cret-1", protected: true },
            { key: "X-Env", value: "prod", protected: false },
          ],
        },
      },
    ]);
  });

  test("fails with the service's words where the test failed, and keeps that in the state", async () => {
    receiver.answer({ status: 500 });
    const failure = await failureOf(runTest(session(), checked(declaration())));
    expect(failure.reasons).toEqual([expect.stringMatching(/^The webhook test \S+ failed: .*500/)]);
    expect(failure.properties).toMatchObject({ status: "failed", testId: failure.id, errorMessage: matching(/500/) });
  });

  test.each([
    ["It broke.", "It broke"],
    ["v1.2 broke", "v1.2 broke"],
    ["", "UbiOps does not say why"],
    [null, "UbiOps does not say why"],
  ])(
    "fails in a sentence that says what was tested and what to do: the service says %j",
    async (error_message, reason) => {
      emulator.trouble({
        kind: "status",
        status: 201,
        methods: ["POST"],
        body: { id: "t-1", status: "failed", error_message },
      });
      const failure = await failureOf(runTest(session(), checked(declaration())));
      expect(failure.message).toBe(
        `The webhook test t-1 failed: ${reason} (deployment_request_finished of deployment "model" in project "shop"). ` +
          "Check that its URL answers with 2xx or 3xx in time: the next update tests it again.",
      );
    },
  );

  test("keeps the resource's id when a later test fails or does not end", async () => {
    receiver.answer({ status: 500 });
    const failure = await failureOf(runTest(session(), checked(declaration()), "first-test"));
    expect(failure.id).toBe("first-test");
    expect(failure.properties).toMatchObject({ testId: matching(UUID) });
    receiver.answer({ delayMs: 20_000 });
    const hurried = sessionOn(emulator, { timeoutSeconds: 1 });
    expect((await failureOf(runTest(hurried, checked(declaration()), "first-test"))).id).toBe("first-test");
  });

  test("goes on where a failed test is not to fail the update", async () => {
    receiver.answer({ status: 404 });
    const { state } = await runTest(session(), checked(declaration({ failOnError: false })));
    expect(state).toMatchObject({ status: "failed", errorMessage: matching(/404/) });
  });

  test("says so where a test stays pending for all of its time", async () => {
    receiver.answer({ delayMs: 20_000 });
    const failure = await failureOf(
      runTest(sessionOn(emulator, { timeoutSeconds: 2 }), checked(declaration({ failOnError: false }))),
    );
    expect(failure.message).toMatch(/^The webhook test \S+ is still pending after 2 s: .*ubiops:timeoutSeconds/);
    expect(failure.properties).toMatchObject({ status: "pending" });
  });

  test("says so, too, where the service does not tell how it goes", async () => {
    emulator.trouble({ kind: "hang", methods: ["GET"] });
    const failure = await failureOf(runTest(sessionOn(emulator, { timeoutSeconds: 2 }), checked(declaration())));
    expect(failure.message).toMatch(/still pending after 2 s/);
    expect(failure.properties).toMatchObject({ status: "pending", testId: matching(UUID) });
  });

  test("leaves nothing behind where the service refuses the test", async () => {
    emulator.trouble({ kind: "status", status: 403 });
    await expect(runTest(session(), checked(declaration()))).rejects.toMatchObject({ name: "ForbiddenError" });
  });

  test("does not send a test again whose answer was lost", async () => {
    emulator.trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    await expect(runTest(session(), checked(declaration()))).rejects.toMatchObject({ name: "ConnectionLostError" });
    expect(posts()).toHaveLength(1);
  });
});

describe("Whether a new test is due", () => {
  const recorded = (more: Properties = {}): Properties => ({
    ...checked(declaration({ triggers: ["a"] })),
    status: "completed",
    ...more,
  });
  const again = (change: Properties, record = recorded()) =>
    diffTest(record, checked(declaration({ triggers: ["a"], ...change }), record));

  test("it is not, where nothing changed", () => {
    expect(again({})).toEqual({ changes: false });
  });

  test.each<[string, Properties]>([
    ["a trigger", { triggers: ["b"] }],
    ["the triggers taken out", { triggers: undefined }],
    ["the URL", { url: "https://hooks.example.com/other" }],
    ["the timeout", { timeout: 20 }],
    ["the object", { objectName: "other" }],
    ["the project", { project: "office" }],
    ["a header", { headers: { "X-Env": { value: "prod" } } }],
    ["what a failure means", { failOnError: false }],
  ])("it is, where the program changes %s", (_, change) => {
    expect(again(change)).toEqual({});
  });

  test.each(["failed", "pending", undefined])("it is, where the last one is recorded as %s", (status) => {
    expect(again({}, recorded({ status }))).toEqual({ changes: true });
  });

  test("it is, where another service is asked, and not where the same one has another address", () => {
    const elsewhere = recorded({ __host: "https://ubiops.example.com/v2.1" });
    expect(again({}, elsewhere)).toEqual({});
    expect(again({}, recorded({ __host: "http://127.0.0.1:1/v2.1" }))).toEqual({ changes: false });
  });

  test("it is, where a protected value is rotated", () => {
    const header = (value: string) => ({ headers: { Authorization: { value, protected: true } } });
    const record = recorded(checked(declaration({ triggers: ["a"], ...header("one") })));
    expect(again(header("one"), record)).toEqual({ changes: false });
    expect(again(header("two"), record)).toEqual({});
  });
});

describe("Checking a webhook test", () => {
  test("records the service that is asked, by the address that was recorded where that is the same service", () => {
    const hostAfter = (recorded?: unknown) =>
      checked(declaration(), recorded === undefined ? {} : { __host: recorded }).__host;
    expect(hostAfter()).toBe(emulator.url);
    expect(hostAfter("http://127.0.0.1:1/v2.1")).toBe("http://127.0.0.1:1/v2.1");
    expect(hostAfter("https://api.ubiops.com/v2.1")).toBe(emulator.url);
    expect(hostAfter(7)).toBe(emulator.url);
    const unconfigured = new Session({ problems: ["The token is missing."] }, () => undefined);
    expect(checkTest(unconfigured, {}, declaration()).inputs).not.toHaveProperty("__host");
    expect(checkTest(unconfigured, { __host: "recorded" }, declaration()).inputs).toHaveProperty("__host", "recorded");
  });

  test("names everything that is wrong at once", () => {
    const { failures } = checkTest(
      session(),
      {},
      { objectType: "deployment", event: "pipeline_request_failed", timeout: 31, triggers: "x", name: "n" },
    );
    expect(failures).toEqual([
      expect.stringMatching(/^name: there is no such property/),
      expect.stringMatching(/^url: is required/),
      expect.stringMatching(/^objectName: is required/),
      expect.stringMatching(/^timeout: must be/),
      expect.stringMatching(/^triggers: must be a list/),
      expect.stringMatching(/^event: must be an event of a deployment/),
    ]);
  });
});

describe("Marking the secrets of a webhook test", () => {
  const marked = (properties: Properties) =>
    markTest({ status: "failed", errorMessage: "Cannot reach it", ...properties })["errorMessage"];

  test("makes the error message a secret where the URL or a header is one, and leaves it readable otherwise", () => {
    const secret = expect.objectContaining({ value: "Cannot reach it" }) as unknown;
    expect(marked({ url: "https://hooks.example.com/secret", __secrets: ["url"] })).toEqual(secret);
    expect(marked({ headers: { Authorization: { value: "s3cret", protected: true, revision: 1 } } })).toEqual(secret);
    expect(marked({ url: "https://hooks.example.com", headers: { "X-Env": { value: "prod" } } })).toBe(
      "Cannot reach it",
    );
  });
});
