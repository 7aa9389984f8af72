import * as pulumi from "@pulumi/pulumi";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

import { Webhook, type WebhookArgs } from "../../../provider";
import { markSecret, UNKNOWN } from "../../../provider/shared/engine-values";
import { FIELDS } from "../../../provider/resources/webhook/fields";
import { WEBHOOK_PROVIDER } from "../../../provider/engine/dynamic/reference";
import { outputsOf } from "./outputs-of";
import { valueOf } from "./value-of";

const UUID = "e54251d8-e518-424f-bf7d-c45aaf26f72c";

const args = {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
} as const;

const register = jest.spyOn(MockMonitor.prototype, "registerResource");
const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
let made = 0;

const mock = (preview = false, organization?: string, outputs: object = {}) =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ id = "", inputs }) => ({
        id: id === "" ? `shop/${UUID}` : id,
        state: { ...(inputs as object), ...outputs },
      }),
      call: () => ({}),
    },
    "shop",
    "dev",
    preview,
    organization,
  );

beforeAll(() => mock());
afterEach(() => {
  pulumi.runtime.setAllConfig({});
});
afterAll(() => {
  jest.restoreAllMocks();
});

function requestOf(name: string): RegisterResourceRequest {
  const requests = register.mock.calls.map(([request]: unknown[]) => request);
  const found = requests.find((request) => request instanceof RegisterResourceRequest && request.getName() === name);
  if (!(found instanceof RegisterResourceRequest)) throw new Error(`${name} was not registered`);
  return found;
}

/** What a webhook with these arguments is registered with, and in which way. */
async function registered(change: object = {}, options?: pulumi.CustomResourceOptions) {
  made += 1;
  const name = `webhook-${made}`;
  const declared: WebhookArgs = { ...args, ...change };
  const webhook = new Webhook(name, declared, options);
  await valueOf(webhook.urn);
  const request = requestOf(name);
  return { webhook, name, request, inputs: request.getObject()?.toJavaScript() as Record<string, unknown> };
}

const headersOf = async (headers: unknown) => (await registered({ headers })).inputs;

describe("A webhook of a program", () => {
  test("is registered with what is declared, the provider's reference and the seed of its name", async () => {
    const { request, name, inputs } = await registered({ timeout: 20 });
    expect(request.getType()).toBe("pulumi-nodejs:dynamic/ubiops:Webhook");
    expect(inputs).toEqual({
      ...args,
      timeout: 20,
      __provider: WEBHOOK_PROVIDER,
      __seed: expect.stringMatching(new RegExp(`^[0-9a-f]{16}-${name}$`)) as string,
    });
  });

  test("knows its UUID from its id, whatever its project is called", async () => {
    const { webhook } = await registered();
    expect(await valueOf(webhook.id)).toBe(`shop/${UUID}`);
    expect(await valueOf(webhook.webhookId)).toBe(UUID);
  });

  test("has every output, also what is not declared, and so has one that is read", async () => {
    const { webhook } = await registered({ description: "d", version: pulumi.output("v1"), adoptExisting: true });
    const { url, description, version, adoptExisting } = webhook;
    expect(await valueOf(pulumi.all([url, description, version, adoptExisting]))).toEqual([args.url, "d", "v1", true]);
    const every = [...Object.keys(FIELDS), "headers", "webhookId"];
    for (const each of [new Webhook("bare", args), Webhook.get("bare-read", `shop/${UUID}`)]) {
      expect(outputsOf(each)).toEqual(expect.arrayContaining(every));
    }
  });

  test("is recognized, and nothing else is", async () => {
    const { webhook } = await registered();
    expect(Webhook.isInstance(webhook)).toBe(true);
    expect([undefined, null, {}, new pulumi.ComponentResource("a:b:C", "component")].map(Webhook.isInstance)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("has another seed under another parent, and another in another organization", async () => {
    const parent = new pulumi.ComponentResource("my:shop:Hooks", "hooks");
    const seedOf = async (options?: pulumi.CustomResourceOptions) =>
      String((await registered({}, options)).inputs["__seed"]).slice(0, 16);
    const seeds = [await seedOf(), await seedOf({ parent })];
    await mock(false, "acme");
    seeds.push(await seedOf());
    await mock();
    expect(new Set(seeds).size).toBe(3);
  });
});

describe("Headers that are declared", () => {
  test("as a list are registered as a map", async () => {
    const list = [
      { key: "X-A", value: "a" },
      { key: "X-B", value: "b", protected: true },
      { key: "X-C", value: "c", protected: undefined },
      { key: "X-D", protected: true },
    ];
    expect((await headersOf(list))["headers"]).toEqual({
      "X-A": { value: "a" },
      "X-B": { value: markSecret("b"), protected: true },
      "X-C": { value: "c" },
      "X-D": { protected: true },
    });
  });

  test("with a flag that is not known at once are secret, until the check knows better", async () => {
    expect((await headersOf([{ key: "X-A", value: "a", protected: pulumi.output(false) }]))["headers"]).toEqual({
      "X-A": { value: markSecret("a"), protected: false },
    });
  });

  test("as an empty list, or not at all, are none", async () => {
    expect((await headersOf([]))["headers"]).toEqual({});
    expect(await headersOf(undefined)).not.toHaveProperty("headers");
  });

  test("with an Output or a Promise for a value stay in their places", async () => {
    expect(
      (
        await headersOf([
          { key: "X-A", value: pulumi.output("a") },
          { key: "X-B", value: Promise.resolve("b") },
        ])
      )["headers"],
    ).toEqual({
      "X-A": { value: "a" },
      "X-B": { value: "b" },
    });
  });

  test("with a secret value are secret there alone, and a plain one's secret is recorded", async () => {
    const list = [
      { key: "X-A", value: "a" },
      { key: "X-B", value: pulumi.secret("b") },
      { key: "X-C", value: pulumi.interpolate`c ${pulumi.secret("c")}`, protected: true },
    ];
    const inputs = await headersOf(list);
    expect(inputs["headers"]).toEqual({
      "X-A": { value: "a" },
      "X-B": { value: markSecret("b"), secret: true },
      "X-C": { value: markSecret("c c"), secret: true, protected: true },
    });
    expect(inputs).not.toHaveProperty("__secrets");
  });

  test("as an Output are registered as a map", async () => {
    const inputs = await headersOf(
      pulumi.output([
        { key: "X-A", value: "a" },
        { key: "X-B", value: "b", protected: true },
      ]),
    );
    expect(inputs).toMatchObject({ headers: { "X-A": { value: "a" }, "X-B": { value: "b", protected: true } } });
    expect(inputs).not.toHaveProperty("__secrets");
  });

  test.each<[what: string, list: unknown]>([
    ["a secret list", pulumi.secret([{ key: "X-A", value: "canary" }])],
    ["an Output of a list with a secret value", pulumi.output([{ key: "X-A", value: pulumi.secret("canary") }])],
    ["a list with a secret element", [pulumi.secret({ key: "X-A", value: "canary" })]],
    ["a list with a secret name", [{ key: pulumi.secret("X-A"), value: "canary" }]],
    [
      "a list with one such element among plain ones",
      [{ key: "X-B", value: "b" }, pulumi.secret({ key: "X-A", value: "canary" })],
    ],
  ])("as %s are secret as a whole", async (_what, list) => {
    const inputs = await headersOf(list);
    expect(inputs).toMatchObject({
      headers: markSecret(expect.objectContaining({ "X-A": { value: "canary" } })),
      __secrets: ["headers"],
    });
  });

  test("twice under one name leave a mark for the check, in a list and in an Output", async () => {
    const list = [
      { key: "X-A", value: "a" },
      { key: "x-a", value: "b" },
      { key: "X-B", value: "c" },
      { key: "X-B", value: "d" },
    ];
    const expected = { "X-A": { repeated: true }, "x-a": { repeated: true }, "X-B": { repeated: true } };
    expect((await headersOf(list))["headers"]).toEqual(expected);
    expect((await headersOf(pulumi.output(list)))["headers"]).toEqual(expected);
  });

  test.each<[what: string, list: unknown]>([
    ["a text", "X-A: a"],
    ["a number", 7],
    ["a list of texts", ["X-A: a"]],
    ["a list without names", [{ value: "a" }]],
    ["a list with a number for a name", [{ key: 7, value: "a" }]],
    ["a map", { "X-A": { value: "a" } }],
  ])("in no form of theirs go to the check as they are: %s", async (_what, list) => {
    expect((await headersOf(list))["headers"]).toEqual(list);
  });

  test("under a name that the engine would lose are refused on the spot", () => {
    for (const key of ["__proto__", "__x"]) {
      expect(
        () =>
          new Webhook("refused", {
            ...args,
            headers: [
              { key: "X-A", value: "a" },
              { key, value: "canary" },
            ],
          }),
      ).toThrow('headers[1]: a name must not begin with "__", which the engine keeps for itself');
    }
  });
});

describe("Labels that are declared", () => {
  const labelsOf = async (labels: unknown) => (await registered({ labels })).inputs;

  test.each<[what: string, labels: unknown]>([
    ["plain", { team: "a" }],
    ["with an Output", { team: pulumi.output("a") }],
    ["as an Output", pulumi.output({ team: "a" })],
    ["as a Promise", Promise.resolve({ team: "a" })],
  ])("%s are registered as they are", async (_what, labels) => {
    expect(await labelsOf(labels)).toMatchObject({ labels: { team: "a" } });
  });

  test("with a secret are secret as a whole", async () => {
    expect(await labelsOf({ team: pulumi.secret("a") })).toMatchObject({ __secrets: ["labels"] });
    expect(await labelsOf(pulumi.secret({ team: "a" }))).toMatchObject({
      labels: markSecret({ team: "a" }),
      __secrets: ["labels"],
    });
  });

  test("under a name that the engine would lose are refused on the spot", () => {
    for (const name of ["__proto__", "__x"]) {
      const labels = Object.fromEntries([[name, "canary"]]);
      expect(() => new Webhook("refused", { ...args, labels })).toThrow(
        'labels: a name must not begin with "__", which the engine keeps for itself',
      );
    }
  });
});

describe("Secret arguments", () => {
  test("are named, in order, so that the provider can keep them secret", async () => {
    const { inputs } = await registered({
      url: pulumi.secret(args.url),
      description: pulumi.secret("d"),
      objectName: pulumi.output("o"),
    });
    expect(inputs).toMatchObject({ url: markSecret(args.url), __secrets: ["description", "url"] });
  });
});

describe("The replacement of a webhook", () => {
  test.each<[what: string, change: object, options: pulumi.CustomResourceOptions, expected: boolean, defined: boolean]>(
    [
      ["deletes the old one first where the program names it", { name: "own" }, {}, true, true],
      ["deletes the old one first where the name is an Output", { name: pulumi.output("own") }, {}, true, true],
      ["makes the new one first where the name is automatic", {}, {}, false, false],
      ["makes the new one first where the name is undefined", { name: undefined }, {}, false, false],
      ["does what the program says with an own name", { name: "own" }, { deleteBeforeReplace: false }, false, true],
      ["does what the program says without one", {}, { deleteBeforeReplace: true }, true, true],
    ],
  )("%s", async (_what, change, options, expected, defined) => {
    const { request } = await registered(change, options);
    expect([request.getDeletebeforereplace(), request.getDeletebeforereplacedefined()]).toEqual([expected, defined]);
  });

  test("does not change the options of the program", async () => {
    const options = Object.freeze({ protect: true });
    expect((await registered({ name: "own" }, options)).request.getProtect()).toBe(true);
    expect(options).toEqual({ protect: true });
  });
});

describe("A webhook that is read", () => {
  test("has the id that the program gives, and declares nothing", async () => {
    const webhook = Webhook.get("read", `shop/${UUID}`);
    expect(await valueOf(webhook.id)).toBe(`shop/${UUID}`);
    expect(await valueOf(webhook.webhookId)).toBe(UUID);
    expect(() => requestOf("read")).toThrow("not registered");
  });

  test("by its name has the UUID that the provider reads", async () => {
    await mock(false, undefined, { webhookId: UUID });
    const webhook = Webhook.get("read-by-name", "shop/finished");
    expect(await valueOf(webhook.webhookId)).toBe(UUID);
    await mock();
  });
});

describe("A preview", () => {
  test("leaves what is not known yet unknown", async () => {
    await mock(true);
    const unknown = new pulumi.StackReference("other").getOutput("url");
    const { inputs } = await registered({ url: unknown, headers: [{ key: "X-A", value: unknown }] });
    await mock();
    expect(inputs).toMatchObject({ url: UNKNOWN, headers: { "X-A": { value: UNKNOWN } } });
  });

  test("knows the version and the adoption that are declared, and that there are none", async () => {
    await mock(true);
    const { webhook: bare } = await registered();
    const { webhook: declared } = await registered({ version: "v1", adoptExisting: true });
    await mock();
    const outputs = [bare.version, bare.adoptExisting, declared.version, declared.adoptExisting];
    expect(await Promise.all(outputs.map((output) => valueOf<unknown>(output)))).toEqual([
      undefined,
      undefined,
      "v1",
      true,
    ]);
  });
});

describe("A token in the stack's configuration", () => {
  afterEach(() => {
    delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
  });

  const withToken = async (secretKeys: string[], options?: pulumi.CustomResourceOptions) => {
    warn.mockClear();
    pulumi.runtime.setAllConfig({ "ubiops:apiToken": "canary" });
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(secretKeys);
    await registered({}, options);
    return warn.mock.calls.map(([message]) => message);
  };

  test("that is a secret draws no warning, nor does one that belongs to another provider", async () => {
    expect(await withToken(["ubiops:apiToken"])).toEqual([]);
    const provider = new (class extends pulumi.ProviderResource {})("pulumi-nodejs", "other", {});
    expect(await withToken([], { provider })).toEqual([]);
  });

  test("that is no secret draws one warning a stack, without the token", async () => {
    const [warning, ...others] = [...(await withToken([])), ...(await withToken([]))];
    expect(others).toEqual([]);
    expect(warning).toMatch(/^ubiops:apiToken is not a secret, .*pulumi config set --secret ubiops:apiToken/);
    expect(warning).not.toContain("canary");
  });
});
