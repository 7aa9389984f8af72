import * as pulumi from "@pulumi/pulumi";
import { type ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
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
const read = jest.spyOn(MockMonitor.prototype, "readResource");
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

  test("knows its UUID from its id, which is known in the preview of an update", async () => {
    await mock(true);
    const { webhook } = await registered();
    await mock();
    expect(await valueOf(webhook.id)).toBe(`shop/${UUID}`);
    expect(await valueOf(webhook.webhookId)).toBe(UUID);
  });

  test("has every output, also what is not declared, and so has one that is read", () => {
    const every = [...Object.keys(FIELDS), "webhookId"];
    for (const each of [new Webhook("bare", args), Webhook.get("bare-read", `shop/${UUID}`)]) {
      expect(outputsOf(each)).toEqual(expect.arrayContaining(every));
    }
  });

  test("is recognized, and nothing else is", async () => {
    const { webhook } = await registered();
    expect(Webhook.isInstance(webhook)).toBe(true);
    const others = [undefined, null, {}, new pulumi.ComponentResource("a:b:C", "component")];
    expect(others.filter(Webhook.isInstance)).toEqual([]);
  });

  test("has another seed under another parent, and in another organization", async () => {
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

describe("Outputs say what is recorded", () => {
  test("if `ignoreChanges` keeps another value than the declared one", async () => {
    await mock(false, undefined, { version: "v2", adoptExisting: true });
    const { webhook } = await registered({ version: "v1" });
    await mock();
    expect(await valueOf(pulumi.all([webhook.version, webhook.adoptExisting]))).toEqual(["v2", true]);
  });

  test("if a transformation sets another value", async () => {
    const setVersion: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props: { ...(props as object), version: "v2" },
      opts,
    });
    const { webhook } = await registered({ version: "v1" }, { transformations: [setVersion] });
    expect(await valueOf(webhook.version)).toBe("v2");
  });
});

describe("Headers of a program", () => {
  test("go to the engine as maps, every protected value a secret", async () => {
    const headers = { "X-A": "a", "X-B": pulumi.output("b"), "X-C": Promise.resolve("c") };
    const protectedHeaders = { Authorization: "plain s3cret", "X-Key": pulumi.secret("s3cret") };
    const { inputs } = await registered({ headers, protectedHeaders });
    expect(inputs).toMatchObject({
      headers: { "X-A": "a", "X-B": "b", "X-C": "c" },
      protectedHeaders: { Authorization: markSecret("plain s3cret"), "X-Key": markSecret("s3cret") },
    });
    expect(inputs).not.toHaveProperty("__secrets");
  });

  test("stay plain maps, so that a transformation that spreads them loses nothing", async () => {
    const spread: pulumi.ResourceTransformation = ({ props, opts }) => {
      const { headers, protectedHeaders, ...others } = props as Record<string, object>;
      const more = { headers: { ...headers, "X-New": "n" }, protectedHeaders: { ...protectedHeaders, "X-Token": "t" } };
      return { props: { ...others, ...more }, opts };
    };
    const { inputs } = await registered(
      { headers: { "X-A": pulumi.secret("a") }, protectedHeaders: { Authorization: "b" } },
      { transformations: [spread] },
    );
    expect(inputs).toMatchObject({
      headers: { "X-A": markSecret("a"), "X-New": "n" },
      protectedHeaders: { Authorization: markSecret("b"), "X-Token": "t" },
      __secrets: ["headers"],
    });
  });

  test("may be an Output or a Promise of a whole map, which is a secret if it is of protected ones", async () => {
    const { inputs } = await registered({
      headers: Promise.resolve({ "X-A": "a" }),
      protectedHeaders: pulumi.output({ Authorization: "b" }),
    });
    expect(inputs).toMatchObject({ headers: { "X-A": "a" }, protectedHeaders: markSecret({ Authorization: "b" }) });
    expect(inputs).not.toHaveProperty("__secrets");
  });

  test("of the wrong form go on as they are, for the check to refuse", async () => {
    const list = [{ key: "X-A", value: "a", protected: true }];
    expect((await registered({ headers: list })).inputs).toMatchObject({ headers: list });
    const { inputs } = await registered({ headers: "X-A: a", protectedHeaders: list });
    expect(inputs).toMatchObject({ headers: "X-A: a", protectedHeaders: markSecret(list) });
  });

  test("may be undefined", async () => {
    const { inputs } = await registered({ headers: undefined, protectedHeaders: undefined });
    expect(Object.keys(inputs).sort()).toEqual([...Object.keys(args), "__provider", "__seed"].sort());
  });
});

describe("Secret arguments", () => {
  test("are named beside the arguments, in order, whole fields at a time", async () => {
    const { inputs } = await registered({
      url: pulumi.secret(args.url),
      objectName: pulumi.output("o"),
      labels: { team: pulumi.secret("a"), other: "b" },
      headers: pulumi.output({ "X-A": pulumi.interpolate`c ${pulumi.secret("c")}`, "X-B": "b" }),
      description: "d",
    });
    expect(inputs).toMatchObject({ url: markSecret(args.url), __secrets: ["headers", "labels", "url"] });
  });
});

test.each(["labels", "headers", "protectedHeaders"])(
  "A name in %s that the engine would lose is refused at once, without its value",
  (argument) => {
    for (const name of ["__proto__", "__x"]) {
      const values = Object.fromEntries([[name, "canary"]]);
      const declare = () => new Webhook("refused", { ...args, [argument]: values });
      expect(declare).toThrow(`${argument}: names that begin with "__" are reserved by the engine.`);
      expect(declare).not.toThrow("canary");
    }
  },
);

describe("The replacement of a webhook", () => {
  test.each<[what: string, change: object, options: pulumi.CustomResourceOptions, expected: boolean, defined: boolean]>(
    [
      ["deletes the old one first if the program names it", { name: "own" }, {}, true, true],
      ["deletes the old one first if the name is an Output", { name: pulumi.output("own") }, {}, true, true],
      ["makes the new one first if the name is automatic", {}, {}, false, false],
      ["makes the new one first if the name is undefined", { name: undefined }, {}, false, false],
      ["does what the options say with a name", { name: "own" }, { deleteBeforeReplace: false }, false, true],
      ["does what the options say without one", {}, { deleteBeforeReplace: true }, true, true],
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
    expect(() => requestOf("read")).toThrow("not registered");
    const asked = read.mock.calls.map(([request]: unknown[]) => request as ReadResourceRequest);
    const properties = asked
      .find((request) => request.getName() === "read")
      ?.getProperties()
      ?.toJavaScript();
    expect(properties).toEqual({ __external: true, __provider: WEBHOOK_PROVIDER });
  });

  test("by its name has the UUID that the provider reads", async () => {
    await mock(false, undefined, { webhookId: UUID });
    const webhook = Webhook.get("read-by-name", "shop/finished");
    expect(await valueOf(webhook.webhookId)).toBe(UUID);
    await mock();
  });
});

test("A preview leaves what is not known yet unknown", async () => {
  await mock(true);
  const unknown = new pulumi.StackReference("other").getOutput("url");
  const { inputs } = await registered({
    url: unknown,
    headers: { "X-A": unknown, "X-B": "b" },
    protectedHeaders: { Authorization: unknown },
    labels: unknown,
  });
  await mock();
  expect(inputs).toMatchObject({ url: UNKNOWN, headers: { "X-A": UNKNOWN, "X-B": "b" }, labels: UNKNOWN });
  expect(inputs["protectedHeaders"]).toEqual({ Authorization: UNKNOWN });
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

  test("that is a secret causes no warning, nor does one that belongs to another provider", async () => {
    expect(await withToken(["ubiops:apiToken"])).toEqual([]);
    const provider = new (class extends pulumi.ProviderResource {})("pulumi-nodejs", "other", {});
    expect(await withToken([], { provider })).toEqual([]);
  });

  test("that is not a secret causes one warning a stack, without the token", async () => {
    const [warning, ...others] = [...(await withToken([])), ...(await withToken([]))];
    expect(others).toEqual([]);
    expect(warning).toMatch(/^ubiops:apiToken is not a secret, .*pulumi config set --secret ubiops:apiToken/);
    expect(warning).not.toContain("canary");
  });
});
