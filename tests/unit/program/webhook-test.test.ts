import * as pulumi from "@pulumi/pulumi";

import { Provider, type ProviderArgs, Webhook, WebhookTest, type WebhookTestArgs } from "../../../provider";
import { markSecret } from "../../../provider/shared/engine-values";
import { WEBHOOK_TEST_PROVIDER } from "../../../provider/engine/dynamic/reference";
import { TEST_FIELDS } from "../../../provider/resources/webhook-test/fields";
import { outputsOf } from "./outputs-of";
import { valueOf } from "./value-of";

interface Registered {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly provider: string;
}

const made = new Map<string, Registered>();

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, provider = "" }) => {
      made.set(name, { type, inputs: inputs as Record<string, unknown>, provider });
      return { id: `shop/${name}`, state: { ...(inputs as object), status: "completed" } };
    },
    call: () => ({}),
  }),
);

const args = {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
} as const;

const entry = { value: "Bearer s3cret", protected: true, secret: true };
const header = { key: "Authorization", value: pulumi.secret("Bearer s3cret"), protected: true };

async function registered(resource: pulumi.CustomResource): Promise<Registered> {
  const urn = await valueOf(resource.urn);
  const found = made.get(urn.split("::").at(-1) ?? "");
  if (!found) throw new Error(`${urn} was not registered`);
  return found;
}

describe("A webhook test of a program", () => {
  test("is registered with its fields, its triggers and the provider's reference", async () => {
    const { type, inputs } = await registered(
      new WebhookTest("own", { ...args, headers: [header], triggers: ["a", 1], failOnError: false }),
    );
    expect(type).toBe("pulumi-nodejs:dynamic/ubiops:WebhookTest");
    expect(inputs).toMatchObject({
      ...args,
      triggers: ["a", 1],
      failOnError: false,
      headers: markSecret({ Authorization: entry }),
      __provider: WEBHOOK_TEST_PROVIDER,
    });
  });

  test("takes everything from a webhook, its headers as secrets, and comes after it", async () => {
    const webhook = new Webhook("taken", {
      ...args,
      version: "v2",
      project: "shop",
      timeout: 20,
      retry: true,
      headers: [header],
    });
    const test = new WebhookTest("of-webhook", { webhook });
    const { inputs } = await registered(test);
    expect(inputs).toMatchObject({
      ...args,
      version: "v2",
      project: "shop",
      timeout: 20,
      retry: true,
      __secrets: ["headers"],
    });
    expect(inputs["headers"]).toEqual(markSecret({ Authorization: entry }));
    expect(inputs).not.toHaveProperty("name");
    expect(inputs).not.toHaveProperty("webhook");
  });

  test("uses the provider of its webhook", async () => {
    const provider = new Provider("of-the-webhook", { apiToken: "token", project: "office" });
    const webhook = new Webhook("elsewhere", args, { provider });
    expect((await registered(new WebhookTest("test-elsewhere", { webhook }))).provider).toMatch(/::of-the-webhook::/);
    expect((await registered(new WebhookTest("test-here", args))).provider).toBe("");
  });

  test("tells what it is", () => {
    const [test, webhook] = [new WebhookTest("told", args), new Webhook("told-webhook", args)];
    expect([WebhookTest.isInstance(test), Webhook.isInstance(test)]).toEqual([true, false]);
    expect(
      [webhook, {}, { __pulumiType: "pulumi-nodejs:dynamic/ubiops:WebhookTest" }].map(WebhookTest.isInstance),
    ).toEqual([false, false, false]);
  });

  test("has every output before the engine answers", () => {
    const every = [...Object.keys(TEST_FIELDS), "headers", "testId", "status", "errorMessage"];
    expect(outputsOf(new WebhookTest("bare", args))).toEqual(expect.arrayContaining(every));
  });

  test("refuses what is no webhook in place of one", () => {
    const notOne = {
      webhook: { url: "https://hooks.example.com", getProvider: () => undefined },
    } as unknown as WebhookTestArgs;
    expect(() => new WebhookTest("wrong", notOne)).toThrow("webhook: must be a Webhook");
  });
});

describe("An explicit provider of a program", () => {
  test("is registered with its settings, the token a secret, and the mark that they are its own", async () => {
    pulumi.runtime.setAllConfig({
      "ubiops:apiHost": "https://ubiops.example.com/v2.1",
      "ubiops:project": "configured",
      "ubiops:apiToken": "t",
      "ubiops:timeoutSeconds": "90",
    });
    const { inputs: configured } = await registered(new Provider("as-configured", { apiToken: "token" }));
    expect(configured).toMatchObject({ "ubiops:timeoutSeconds": "90" });
    const { type, inputs } = await registered(new Provider("other", { apiToken: "token", timeoutSeconds: 60 }));
    expect(type).toBe("pulumi:providers:pulumi-nodejs");
    expect(inputs).toEqual({
      "ubiops:explicit": "true",
      "ubiops:apiToken": markSecret("token"),
      "ubiops:apiHost": "https://ubiops.example.com/v2.1",
      "ubiops:timeoutSeconds": "60",
    });
    pulumi.runtime.setAllConfig({});
  });

  test("tells what it is", () => {
    const provider = new Provider("told-provider", { apiToken: "token" });
    expect([Provider.isInstance(provider), Webhook.isInstance(provider)]).toEqual([true, false]);
    expect([new Webhook("no-provider", args), undefined].map(Provider.isInstance)).toEqual([false, false]);
  });

  test("refuses to be without a token", () => {
    const without = {} as ProviderArgs;
    expect(() => new Provider("without", without)).toThrow('Provider "without": apiToken is required');
  });
});
