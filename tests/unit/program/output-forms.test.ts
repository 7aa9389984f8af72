import * as pulumi from "@pulumi/pulumi";

import { type Emulator, startEmulator } from "../../../emulator/src";
import { getWebhookOutput, listWebhooksOutput, testWebhookOutput, Webhook } from "../../../provider";
import { type Receiver, startReceiver } from "../../../tools/support/receiver";
import { valueOf } from "./value-of";

const PROTECTED = { Authorization: "Bearer s3cret-value" };

let emulator: Emulator;
let receiver: Receiver;

beforeAll(async () => {
  // That the token of this configuration is not a secret is no concern of these tests.
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  [emulator, receiver] = [await startEmulator({ projects: ["shop"] }), await startReceiver()];
  emulator.put("shop", { name: "plain", headers: [{ key: "X-Env", value: "prod", protected: false }] });
  emulator.put("shop", { name: "bare", event: "deployment_request_failed" });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await receiver.close();
  await emulator.close();
});
beforeEach(async () => {
  await run({});
  const configuration = { "ubiops:apiToken": emulator.token, "ubiops:apiHost": emulator.url, "ubiops:project": "shop" };
  pulumi.runtime.setAllConfig(configuration);
  emulator.clearRequests();
});

/** Lets the program run as the engine would: in the preview that creates a resource, its id is not known. */
const run = ({ isPreview = false, exists = true }) =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: exists ? `shop/${name}` : "", state: inputs as object }),
      call: () => ({}),
    },
    "program",
    "dev",
    isPreview,
  );

const settings = {
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com",
} as const;

/** The SDK's own record of whether a value is known; it is not in the public types. */
const isKnown = (output: pulumi.Output<unknown>): Promise<boolean> =>
  (output as unknown as { isKnown: Promise<boolean> }).isKnown;

/** A component with one webhook in it. */
class Hooks extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:Hooks", name);
    new Webhook(`${name}-inner`, settings, { parent: this });
  }
}

const declare = (name: string) => new Webhook(name, { ...settings, name });

describe.each<[what: string, call: (name: string) => pulumi.Output<unknown>]>([
  ["getWebhookOutput", (name) => getWebhookOutput({ name: declare(name).name })],
  ["getWebhookOutput of a UUID", (name) => getWebhookOutput({ webhookId: declare(name).webhookId })],
  ["listWebhooksOutput with a nested Output", (name) => listWebhooksOutput({ labels: { name: declare(name).name } })],
  ["listWebhooksOutput with an Output of all", (name) => listWebhooksOutput({ labels: declare(name).labels })],
  [
    "testWebhookOutput with a nested Output",
    (name) => testWebhookOutput({ ...settings, headers: { "X-Name": pulumi.interpolate`of ${declare(name).name}` } }),
  ],
  ["dependsOn of a resource", (name) => listWebhooksOutput({}, { dependsOn: declare(name) })],
  [
    "dependsOn of a list with an Output",
    (name) => listWebhooksOutput({}, { dependsOn: [pulumi.output(declare(name))] }),
  ],
  ["dependsOn of a component", (name) => listWebhooksOutput({}, { dependsOn: new Hooks(name) })],
])("%s", (_what, call) => {
  test("is unknown in a preview, and asks for nothing, as long as the resource is not created", async () => {
    await run({ isPreview: true, exists: false });
    expect(await isKnown(call("new"))).toBe(false);
    expect(emulator.requests).toEqual([]);
  });
});

test("A look-up of an existing resource is known in a preview, and so is one of no resource", async () => {
  await run({ isPreview: true });
  const [own, foreign] = [getWebhookOutput({ name: declare("plain").name }), getWebhookOutput({ name: "bare" })];
  expect([(await valueOf(own)).name, (await valueOf(foreign)).name]).toEqual(["plain", "bare"]);
});

test("A dependsOn that is not known yet makes the result unknown", async () => {
  await run({ isPreview: true, exists: false });
  const unknown = declare("new").id.apply(() => declare("other"));
  expect(await isKnown(listWebhooksOutput({}, { dependsOn: unknown }))).toBe(false);
});

test("An update looks up what it has just created", async () => {
  const created = declare("bare");
  expect((await valueOf(getWebhookOutput({ name: created.name }, { dependsOn: [created] }))).name).toBe("bare");
});

describe("The result is a secret", () => {
  const secrecy = (...results: pulumi.Output<unknown>[]) =>
    Promise.all(results.map((result) => pulumi.isSecret(result)));

  test("if a webhook in it has plain headers, but not because the token is one", async () => {
    const options = { apiToken: pulumi.secret(emulator.token) };
    const found = getWebhookOutput({ name: "plain" }, options);
    expect((await valueOf(found)).headers).toEqual({ "X-Env": "prod" });
    const failed = { event: "deployment_request_failed" } as const;
    expect(await secrecy(found, getWebhookOutput({ name: "bare" }, options))).toEqual([true, false]);
    expect(await secrecy(listWebhooksOutput(), listWebhooksOutput(failed, options))).toEqual([true, false]);
  });

  test("if an argument is", async () => {
    expect(await secrecy(getWebhookOutput({ name: pulumi.secret("bare") }))).toEqual([true]);
  });

  test("if it says why a call with protected headers failed", async () => {
    const call = { ...settings, url: receiver.url };
    const passed = testWebhookOutput({ ...call, protectedHeaders: PROTECTED });
    expect([(await valueOf(passed)).status, ...(await secrecy(passed))]).toEqual(["completed", false]);
    receiver.answer({ status: 502 });
    const [open, secret] = [testWebhookOutput(call), testWebhookOutput({ ...call, protectedHeaders: PROTECTED })];
    expect([(await valueOf(open)).status, (await valueOf(secret)).status]).toEqual(["failed", "failed"]);
    expect(await secrecy(open, secret)).toEqual([false, true]);
    receiver.answer({});
  });
});
