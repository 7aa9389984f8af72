import * as pulumi from "@pulumi/pulumi";

import { markSecret } from "../../provider/shared/engine-values";
import provider from "../../provider/engine/dynamic/webhook-provider";
import testProvider from "../../provider/engine/dynamic/webhook-test-provider";
import { type Emulator, startEmulator } from "../../emulator/src";
import { startReceiver } from "../../tools/support/receiver";
import { takeWithoutHeaders } from "../support/without-headers";

const CANARY = "canary-77d1-canary";
const REFERENCE = "the provider reference";
const ID = /^shop\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const declared = (value: string, more: object = {}) => ({
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  headers: { Authorization: { value, protected: true } },
  __provider: REFERENCE,
  __seed: "0123456789abcdef-finished",
  ...more,
});
const marked = (value: string, revision: number) => ({
  headers: { Authorization: { value: markSecret(value), protected: true, revision } },
});

/** Properties as the engine's host hands them over: without the marks of secrets, and with the reference, which it keeps itself. */
const handedOver = (properties: unknown = {}): Record<string, unknown> => ({
  ...(pulumi.runtime.unwrapRpcSecret(pulumi.runtime.deserializeProperty(properties)) as object),
  __provider: REFERENCE,
});

const checked = async (olds: Record<string, unknown>, news: Record<string, unknown>) =>
  handedOver((await provider.check(olds, news)).inputs);

/** The same properties with another secret, which the process has not met before. */
const holding = (value: string, properties: Record<string, unknown>) => ({
  ...properties,
  headers: { Authorization: { value, protected: true, revision: 1 } },
});

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  await begin();
});
afterEach(() => emulator.close());

/** Begins a command of the engine, which configures the providers anew. */
async function begin(): Promise<void> {
  const settings: Record<string, string> = {
    "ubiops:apiToken": emulator.token,
    "ubiops:apiHost": emulator.url,
    "ubiops:project": "shop",
  };
  const request = { config: { get: (key: string) => settings[key] } } as Parameters<typeof provider.configure>[0];
  await Promise.all([provider.configure(request), testProvider.configure(request)]);
}

/** Has the service refuse what is sent with words that hold the secrets. */
function refuse(method: string, ...secrets: string[]): void {
  emulator.trouble({
    kind: "status",
    status: 400,
    methods: [method],
    body: { error: `not so: ${secrets.join(", ")}` },
  });
}

describe("The provider of webhooks, as the engine's host calls it", () => {
  test("gives the engine a webhook with its secrets marked, from its check to its end", async () => {
    const inputs = await provider.check({}, declared(CANARY));
    expect(inputs).toMatchObject({ failures: [], inputs: marked(CANARY, 1) });

    const made = await provider.create(handedOver(inputs.inputs));
    expect(made).toMatchObject({ id: expect.stringMatching(ID) as string, outs: marked(CANARY, 1) });
    const state = handedOver(made.outs);

    const read = await provider.read(made.id, state);
    expect(read).toMatchObject({ id: made.id, props: marked(CANARY, 1), inputs: marked(CANARY, 1) });

    const rotated = await checked(state, declared("canary-rotated"));
    expect(await provider.diff(made.id, state, rotated)).not.toHaveProperty("changes", false);
    expect(await provider.diff(made.id, state, await checked(state, declared(CANARY)))).toMatchObject({
      changes: false,
    });
    expect(await provider.update(made.id, state, rotated)).toMatchObject({ outs: marked("canary-rotated", 2) });
    expect(emulator.webhooks("shop")).toMatchObject([{ headers: [{ key: "Authorization", value: "canary-rotated" }] }]);

    await begin();
    await provider.delete(made.id, state);
    expect(emulator.webhooks("shop")).toEqual([]);
    expect(await provider.read(made.id, state)).toEqual({ id: "" });
  });

  test("reads a webhook that the program does not own without inputs to differ from", async () => {
    const { id, name } = emulator.put("shop", { name: "foreign" });
    const { props, ...read } = await provider.read("shop/foreign");
    expect(read).toEqual({ id: `shop/${id}`, inputs: {} });
    expect(props).toMatchObject({ name, webhookId: id });
  });

  test("masks in its errors the secrets of what it is given and of what it has", async () => {
    const made = await provider.create(await checked({}, declared(CANARY)));
    const state = holding("canary-had-by-the-webhook", handedOver(made.outs));
    const wanted = holding(
      "canary-given-to-the-webhook",
      await checked({}, declared(CANARY, { description: "other" })),
    );
    refuse("PATCH", "canary-had-by-the-webhook", "canary-given-to-the-webhook");
    const error: unknown = await provider.update(made.id, state, wanted).catch((reason: unknown) => reason);
    expect(String(error)).toContain("not so: [secret], [secret]");
    expect(error).toHaveProperty("stack", "");

    await begin();
    refuse("DELETE", "canary-of-a-deletion");
    await expect(provider.delete(made.id, holding("canary-of-a-deletion", state))).rejects.toThrow("not so: [secret]");
    refuse("GET", "canary-of-a-refresh");
    await expect(provider.read(made.id, holding("canary-of-a-refresh", state))).rejects.toThrow("not so: [secret]");
  });

  test("hands over what was made without its headers, with the reference by which the engine finds the provider again", async () => {
    const taken = takeWithoutHeaders(emulator, "shop", { name: "partial" });
    emulator.trouble({ kind: "status", status: 400, methods: ["PATCH"], body: { headers: [`Not ${CANARY}.`] } });
    const headers = { Authorization: { value: CANARY, protected: true }, "X-Stage": { value: "prod" } };
    const failure: unknown = await provider
      .create(await checked({}, declared(CANARY, { name: "partial", headers })))
      .catch((reason: unknown) => reason);
    const { id } = await taken;
    expect(failure).toMatchObject({
      id: `shop/${id}`,
      properties: { name: "partial", headers: {}, __provider: REFERENCE },
    });
    expect(String(failure)).toContain("Not [secret].");
  });
});

describe("The provider of webhook tests, as the engine's host calls it", () => {
  test("gives the engine a test with its secrets and what failed marked, and asks nobody when it reads one", async () => {
    const receiver = await startReceiver();
    try {
      const wanted = { ...declared(CANARY), url: `${receiver.url}/hook`, failOnError: false };
      const { failures, inputs } = await testProvider.check({}, wanted);
      expect(failures).toEqual([]);
      expect(inputs).toMatchObject({ headers: { Authorization: { value: markSecret(CANARY) } } });

      const made = await testProvider.create(handedOver(inputs));
      expect(made.outs).toMatchObject({
        testId: made.id,
        status: "completed",
        headers: { Authorization: { value: markSecret(CANARY) } },
      });
      const state = handedOver(made.outs);

      emulator.clearRequests();
      expect(await testProvider.read(made.id, state)).toEqual({
        id: made.id,
        props: { ...made.outs, __provider: REFERENCE },
      });
      expect(emulator.requests).toEqual([]);

      expect(await testProvider.diff(made.id, state, handedOver(inputs))).toMatchObject({ changes: false });
      const again = handedOver((await testProvider.check(state, { ...wanted, triggers: ["again"] })).inputs);
      expect(await testProvider.diff(made.id, state, again)).not.toHaveProperty("changes", false);
      receiver.answer({ status: 500 });
      const { outs } = await testProvider.update(made.id, state, again);
      expect(outs).toMatchObject({ status: "failed", errorMessage: markSecret(expect.stringContaining("500")) });
    } finally {
      await receiver.close();
    }
  });

  test("masks in its errors the secrets of what it is given and of what it has", async () => {
    const inputs = handedOver((await testProvider.check({}, declared(CANARY))).inputs);
    const [first, second, third] = ["canary-of-a-test-1", "canary-of-a-test-2", "canary-of-a-test-3"] as const;
    refuse("POST", first, second, third);
    await expect(testProvider.create(holding(first, inputs))).rejects.toThrow(`not so: [secret], ${second}, ${third}`);
    await expect(testProvider.update("a-test", holding(second, inputs), holding(third, inputs))).rejects.toThrow(
      "not so: [secret], [secret], [secret]",
    );
  });
});
