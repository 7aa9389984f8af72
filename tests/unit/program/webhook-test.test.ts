import * as pulumi from "@pulumi/pulumi";

import { Provider, Webhook, WebhookTest, type WebhookTestArgs } from "../../../provider";
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

async function registered(resource: pulumi.CustomResource): Promise<Registered> {
  const urn = await valueOf(resource.urn);
  const found = made.get(urn.split("::").at(-1) ?? "");
  if (!found) throw new Error(`${urn} was not registered`);
  return found;
}

describe("A webhook test of a program", () => {
  test("is registered with its settings, its triggers and the provider's reference", async () => {
    const declared = { ...args, protectedHeaders: { Authorization: "s3cret" }, triggers: ["a", 1], failOnError: false };
    const { type, inputs } = await registered(new WebhookTest("own", declared));
    expect(type).toBe("pulumi-nodejs:dynamic/ubiops:WebhookTest");
    expect(inputs).toEqual({
      ...declared,
      protectedHeaders: markSecret({ Authorization: "s3cret" }),
      __provider: WEBHOOK_TEST_PROVIDER,
    });
  });

  test("takes everything that a call is made of from a webhook, as that one is recorded", async () => {
    const settings = { ...args, project: "shop", timeout: 20, retry: true, headers: { "X-Env": "prod" } };
    const setVersion: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props: { ...(props as object), version: "v2" },
      opts,
    });
    const declared = { ...settings, description: "d", protectedHeaders: { Authorization: "s3cret" } };
    const webhook = new Webhook("taken", declared, { transformations: [setVersion] });
    const { inputs } = await registered(new WebhookTest("of-webhook", { webhook }));
    expect(inputs).toEqual({
      ...settings,
      version: "v2",
      protectedHeaders: markSecret({ Authorization: "s3cret" }),
      __provider: WEBHOOK_TEST_PROVIDER,
    });
  });

  test("keeps secret what is one in its webhook or in its triggers", async () => {
    const webhook = new Webhook("secret", {
      ...args,
      url: pulumi.secret(args.url),
      headers: { A: pulumi.secret("a") },
    });
    const { inputs } = await registered(new WebhookTest("of-secret", { webhook, triggers: [pulumi.secret("t")] }));
    expect(inputs).toMatchObject({ url: markSecret(args.url), __secrets: ["headers", "triggers", "url"] });
  });

  test("uses the provider of its webhook", async () => {
    const provider = new Provider("of-the-webhook", { apiToken: "token", project: "office" });
    const webhook = new Webhook("elsewhere", args, { provider });
    expect((await registered(new WebhookTest("test-elsewhere", { webhook }))).provider).toMatch(/::of-the-webhook::/);
    expect((await registered(new WebhookTest("test-here", args))).provider).toBe("");
  });

  test("is recognized, and nothing else is", () => {
    const [test, webhook] = [new WebhookTest("told", args), new Webhook("told-webhook", args)];
    expect([WebhookTest.isInstance(test), Webhook.isInstance(test)]).toEqual([true, false]);
    expect(
      [webhook, {}, { __pulumiType: "pulumi-nodejs:dynamic/ubiops:WebhookTest" }].map(WebhookTest.isInstance),
    ).toEqual([false, false, false]);
  });

  test("has every output before the engine answers", () => {
    const every = [...Object.keys(TEST_FIELDS), "testId", "status", "errorMessage"];
    expect(outputsOf(new WebhookTest("bare", args))).toEqual(expect.arrayContaining(every));
  });

  test("refuses something else in place of a webhook", () => {
    const notOne = {
      webhook: { url: "https://hooks.example.com", getProvider: () => undefined },
    } as unknown as WebhookTestArgs;
    expect(() => new WebhookTest("wrong", notOne)).toThrow("webhook: must be a Webhook");
  });
});
