import * as pulumi from "@pulumi/pulumi";

import {
  getWebhook,
  type GetWebhookArgs,
  getWebhookOutput,
  listWebhooks,
  listWebhooksOutput,
  NotFoundError,
  testWebhook,
  type TestWebhookArgs,
  testWebhookOutput,
} from "../../../provider";
import { type Emulator, PROTECTED_FORMS, startEmulator } from "../../../emulator/src";
import { type Receiver, startReceiver } from "../../../tools/support/receiver";
import { valueOf } from "./value-of";

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
  test.each(PROTECTED_FORMS)("never returns a protected value, where the service shows it as %s", async (form) => {
    emulator.setProtectedForm(form);
    const found = await getWebhook({ name: "finished" });
    expect(JSON.stringify(found)).not.toContain("s3cret");
    expect(found.headers["X-Env"]).toEqual({ value: "prod" });
    expect(found.headers["Authorization"]).toEqual(form === "absent" ? undefined : { protected: true });
  });

  test("finds a webhook by its UUID in any letter case", async () => {
    const { webhookId, ...byName } = await getWebhook({ name: "finished" });
    expect(byName).toMatchObject({
      project: "shop",
      name: "finished",
      description: "tells",
      objectName: "model",
      timeout: 10,
      labels: {},
    });
    for (const id of [webhookId, webhookId.toUpperCase()])
      expect(await getWebhook({ webhookId: id })).toEqual({ webhookId, ...byName });
  });

  test("says what is not there", async () => {
    await expect(getWebhook({ name: "none" })).rejects.toThrow(NotFoundError);
    await expect(getWebhook({ name: "none" })).rejects.toMatchObject({ name: "NotFoundError", stack: "" });
    await expect(getWebhook({ name: "none" })).rejects.toThrow(
      `There is no webhook "none" in project "shop" at ${emulator.url}`,
    );
    await expect(getWebhook({ webhookId: "0" })).rejects.toThrow('There is no webhook with the UUID "0"');
    await expect(getWebhook({ name: "none" }, { project: "nowhere" })).rejects.toMatchObject({
      name: "ProjectNotFoundError",
    });
  });

  test("asks for a name or a UUID", async () => {
    const neither = {} as GetWebhookArgs;
    await expect(getWebhook(neither)).rejects.toThrow("give either name or webhookId");
  });

  test("uses its own options before the configuration, and never another token for an empty one", async () => {
    expect((await getWebhook({ name: "other" }, { project: "office" })).project).toBe("office");
    await expect(getWebhook({ name: "other" }, { apiToken: "" })).rejects.toThrow("The UbiOps API token is empty");
    await expect(getWebhook({ name: "other" }, { apiToken: "unknown" })).rejects.toMatchObject({
      name: "UnauthorizedError",
    });
  });

  test("names every setting that is missing", async () => {
    pulumi.runtime.setAllConfig({});
    await expect(getWebhook({ name: "a" })).rejects.toThrow("pulumi config set --secret ubiops:apiToken");
    await expect(getWebhook({ name: "a" }, { apiHost: "nowhere" })).rejects.toThrow(
      /set UBIOPS_API_TOKEN\. The UbiOps API host/,
    );
    await expect(getWebhook({ name: "a" }, { apiToken: "t" })).rejects.toThrow("The UbiOps project is missing");
  });

  test("asks for a name once, and for the listing where it is a UUID", async () => {
    const { webhookId } = await getWebhook({ name: "finished" });
    await getWebhook({ webhookId });
    expect(emulator.requests.map(({ path }) => path)).toEqual(
      ["finished", ""].map((name) => expect.stringMatching(new RegExp(`/webhooks/?${name}$`)) as unknown),
    );
  });

  test("has an Output form that keeps header values secret, though the token is one too", async () => {
    const options = { apiToken: pulumi.secret(emulator.token) };
    const [open, secret] = [
      getWebhookOutput({ name: pulumi.output("failed") }, options),
      getWebhookOutput({ name: "finished" }, options),
    ];
    expect((await valueOf(secret.headers))["X-Env"]).toEqual({ value: "prod" });
    expect([await pulumi.isSecret(open), await pulumi.isSecret(secret), await pulumi.isSecret(secret.headers)]).toEqual(
      [false, true, true],
    );
  });
});

describe("listWebhooks", () => {
  test("returns the webhooks that pass the filters, and an empty list where there are none", async () => {
    expect((await listWebhooks()).map(({ name }) => name)).toEqual(["finished", "failed"]);
    expect((await listWebhooks({ event: "deployment_request_failed" })).map(({ name }) => name)).toEqual(["failed"]);
    expect(await listWebhooks({ objectType: "pipeline" })).toEqual([]);
    expect(await listWebhooks({ labels: { team: "a" } })).toEqual([]);
    expect(emulator.requests.map(({ query }) => query)).toEqual([
      {},
      { event: "deployment_request_failed" },
      { object_type: "pipeline" },
      { labels: "team:a" },
    ]);
  });

  test("refuses a filter that nothing can pass", async () => {
    const misspelled = { objectType: "deploymnt" as "deployment" };
    await expect(listWebhooks(misspelled)).rejects.toThrow(
      'listWebhooks: objectType: must be one of "deployment", "pipeline" (did you mean "deployment"?).',
    );
  });

  test("has an Output form, secret where a webhook has a header value", async () => {
    emulator.setProtectedForm("null");
    const header = { key: "Authorization", value: PROTECTED, protected: true };
    const valueless = emulator.put("shop", {
      name: "valueless",
      event: "deployment_request_failed",
      headers: [header],
    });
    const listed = listWebhooksOutput({ event: pulumi.output("deployment_request_failed" as const) });
    expect((await valueOf(listed)).map(({ name }) => name)).toEqual(["failed", "valueless"]);
    expect([await pulumi.isSecret(listed), await pulumi.isSecret(listWebhooksOutput())]).toEqual([false, true]);
    emulator.remove("shop", valueless.name);
  });
});

describe("testWebhook", () => {
  test("returns how the test ended, also where it failed", async () => {
    expect(await testWebhook(call())).toStrictEqual({ testId: expect.any(String) as string, status: "completed" });
    receiver.answer({ status: 502 });
    expect(await testWebhook(call())).toMatchObject({
      status: "failed",
      errorMessage: expect.stringContaining("502") as string,
    });
    receiver.answer({});
  });

  test("sends protected headers in clear", async () => {
    await testWebhook({ ...call(), headers: [{ key: "Authorization", value: PROTECTED, protected: true }] });
    expect(receiver.arrivals.at(-1)?.headers).toMatchObject({ authorization: PROTECTED });
  });

  test("says what is wrong with its arguments before it asks the service", async () => {
    const wrong = { ...call(), url: "ftp://hooks.example.com", timeout: 99 };
    await expect(testWebhook(wrong)).rejects.toThrow(/^testWebhook: url: must begin with https.* timeout: must be/);
    expect(emulator.requests).toEqual([]);
  });

  test("fails where the service refuses", async () => {
    await expect(testWebhook(call(), { project: "nowhere" })).rejects.toMatchObject({ name: "ProjectNotFoundError" });
  });

  test("fails where the test stays pending", async () => {
    receiver.answer({ delayMs: 20_000 });
    pulumi.runtime.setConfig("ubiops:timeoutSeconds", "2");
    await expect(testWebhook(call())).rejects.toMatchObject({ name: "PendingTestError" });
    receiver.answer({});
  });

  test("has an Output form, whose errors are secret where the headers are", async () => {
    receiver.answer({ status: 502 });
    const [open, secret] = [
      testWebhookOutput({ ...call(), url: pulumi.output(receiver.url) }),
      testWebhookOutput({ ...call(), headers: [{ key: "Authorization", value: PROTECTED, protected: true }] }),
    ];
    expect([(await valueOf(open)).status, (await valueOf(secret)).status]).toEqual(["failed", "failed"]);
    expect([await pulumi.isSecret(open), await pulumi.isSecret(secret)]).toEqual([false, true]);
    receiver.answer({});
    const passed = testWebhookOutput({
      ...call(),
      headers: [{ key: "Authorization", value: PROTECTED, protected: true }],
    });
    expect([(await valueOf(passed)).status, await pulumi.isSecret(passed)]).toEqual(["completed", false]);
  });
});
