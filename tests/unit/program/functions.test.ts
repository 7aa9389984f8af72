import * as pulumi from "@pulumi/pulumi";

import {
  ApiError,
  getWebhook,
  type GetWebhookArgs,
  listWebhooks,
  NotFoundError,
  PendingTestError,
  testWebhook,
  type TestWebhookArgs,
} from "../../../provider";
import { INFO_FIELDS } from "../../../provider/resources/webhook/webhook-info";
import { type Emulator, PROTECTED_FORMS, startEmulator } from "../../../emulator/src";
import { type Receiver, startReceiver } from "../../../tools/support/receiver";

const PROTECTED = "Bearer s3cret-value";

let emulator: Emulator;
let receiver: Receiver;

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
    call: () => ({}),
  });
  [emulator, receiver] = [await startEmulator({ projects: ["shop", "office"] }), await startReceiver()];
  emulator.put("shop", {
    name: "finished",
    version: "v1",
    description: "tells",
    headers: [
      { key: "Authorization", value: PROTECTED, protected: true },
      { key: "X-Env", value: "prod", protected: false },
    ],
  });
  emulator.put("shop", { name: "failed", event: "deployment_request_failed" });
  emulator.put("office", { name: "other" });
});
afterAll(async () => {
  await receiver.close();
  await emulator.close();
});
beforeEach(() => {
  pulumi.runtime.setAllConfig({
    "ubiops:apiToken": emulator.token,
    "ubiops:apiHost": emulator.url,
    "ubiops:project": "shop",
  });
  emulator.clearRequests();
});

const call = (): TestWebhookArgs => ({
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  url: receiver.url,
});

describe("getWebhook", () => {
  test.each(PROTECTED_FORMS)("never returns a protected value, if the service answers it as %s", async (form) => {
    emulator.setProtectedForm(form);
    const found = await getWebhook({ name: "finished" });
    expect(JSON.stringify(found)).not.toContain("s3cret");
    expect(found.headers).toEqual({ "X-Env": "prod" });
    expect(found.protectedHeaderNames).toEqual(form === "absent" ? [] : ["Authorization"]);
  });

  test("finds a webhook by its name or by its UUID in any letter case, with all of its fields", async () => {
    const found = await getWebhook({ name: "finished" });
    expect(Object.keys(found).sort()).toEqual([...INFO_FIELDS, "webhookId", "protectedHeaderNames"].sort());
    expect(found).toMatchObject({
      project: "shop",
      description: "tells",
      objectName: "model",
      timeout: 10,
      labels: {},
    });
    expect(await getWebhook({ webhookId: found.webhookId })).toEqual(found);
    expect(await getWebhook({ webhookId: found.webhookId.toUpperCase() })).toEqual(found);
  });

  test("has no version if the service names none", async () => {
    emulator.put("shop", { name: "unversioned", version: null, event: "deployment_request_started" });
    expect(await getWebhook({ name: "unversioned" })).not.toHaveProperty("version");
    emulator.remove("shop", "unversioned");
  });

  test("says what there is none of", async () => {
    const missing = getWebhook({ name: "none" });
    await expect(missing).rejects.toThrow(NotFoundError);
    await expect(missing).rejects.toMatchObject({ name: "NotFoundError", stack: "" });
    await expect(missing).rejects.toThrow(`There is no webhook "none" in project "shop" at ${emulator.url}`);
    await expect(getWebhook({ webhookId: "0" })).rejects.toThrow('There is no webhook with the UUID "0"');
    await expect(getWebhook({ name: "none" }, { project: "nowhere" })).rejects.toThrow(ApiError);
  });

  test.each([{}, { name: "a", webhookId: "b" }])("takes either a name or a UUID, not %j", async (args) => {
    await expect(getWebhook(args as GetWebhookArgs)).rejects.toThrow("getWebhook: pass either name or webhookId.");
  });

  test("uses its own options before the configuration, and never another token for an empty one", async () => {
    expect((await getWebhook({ name: "other" }, { project: "office" })).project).toBe("office");
    await expect(getWebhook({ name: "other" }, { apiToken: "" })).rejects.toThrow("The UbiOps API token is empty");
  });

  test("names every setting that is missing or wrong", async () => {
    pulumi.runtime.setAllConfig({});
    await expect(getWebhook({ name: "a" }, { apiHost: "nowhere" })).rejects.toThrow(
      /UBIOPS_API_TOKEN.* The UbiOps API host/,
    );
    await expect(getWebhook({ name: "a" }, { apiToken: "t" })).rejects.toThrow("The UbiOps project is missing");
  });
});

describe("listWebhooks", () => {
  test("returns the webhooks that match, and an empty list if there are none", async () => {
    const names = async (...args: Parameters<typeof listWebhooks>) =>
      (await listWebhooks(...args)).map(({ name }) => name);
    expect(await names()).toEqual(["finished", "failed"]);
    expect(await names({ event: "deployment_request_failed" })).toEqual(["failed"]);
    expect(await names({ labels: { team: "a" } })).toEqual([]);
    expect(await names({}, { project: "office" })).toEqual(["other"]);
  });

  test("refuses a filter that nothing can match", async () => {
    const misspelled = { objectType: "deploymnt" as "deployment" };
    await expect(listWebhooks(misspelled)).rejects.toThrow(
      'listWebhooks: objectType: must be one of "deployment", "pipeline" (did you mean "deployment"?).',
    );
    expect(emulator.requests).toEqual([]);
  });
});

describe("testWebhook", () => {
  test("sends protected headers with their values, and returns how the test ended", async () => {
    expect(await testWebhook({ ...call(), protectedHeaders: { Authorization: PROTECTED } })).toStrictEqual({
      testId: expect.any(String) as string,
      status: "completed",
    });
    expect(receiver.arrivals.at(-1)?.headers).toMatchObject({ authorization: PROTECTED });
  });

  test("returns a failed test as a result, and why it failed", async () => {
    receiver.answer({ status: 502 });
    const failed = await testWebhook(call());
    receiver.answer({});
    expect(failed).toMatchObject({ status: "failed", errorMessage: expect.stringContaining("502") as string });
  });

  test("says everything that is wrong with its arguments before it asks the service", async () => {
    const wrong = { ...call(), url: "ftp://hooks.example.com", timeout: 99 };
    await expect(testWebhook(wrong)).rejects.toThrow(/^testWebhook: url: must begin with https.* timeout: must be/);
    expect(emulator.requests).toEqual([]);
  });

  test("fails if the service refuses the test, or if it stays pending", async () => {
    await expect(testWebhook(call(), { project: "nowhere" })).rejects.toThrow(ApiError);
    receiver.answer({ delayMs: 20_000 });
    pulumi.runtime.setConfig("ubiops:timeoutSeconds", "2");
    await expect(testWebhook(call())).rejects.toThrow(PendingTestError);
    receiver.answer({});
  });
});
