import { type Metadata, type ServiceError, status } from "@grpc/grpc-js";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

import { UNKNOWN } from "../../provider/shared/engine-values";
import { DEPLOYMENT, Plugin, secret, TOKEN } from "./plugin";

const { Kind } = pb.PropertyDiff;
const { Mode } = pb.CheckRequest.AutonamingOptions;

const autonaming = (mode: pb.CheckRequest.AutonamingOptions.Mode, name = "") => {
  const options = new pb.CheckRequest.AutonamingOptions();
  options.setMode(mode);
  options.setProposedName(name);
  return options;
};

let plugin: Plugin;
beforeEach(async () => {
  plugin = await Plugin.start();
});
afterEach(() => plugin.close());

/** Checks and creates, as the engine does. */
async function created(news: object = {}, resource = {}) {
  const { inputs } = await plugin.check({ ...DEPLOYMENT, ...news }, resource);
  return { inputs, recorded: await plugin.create(inputs, resource) };
}

const writes = () => plugin.emulator.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);

describe("configuration", () => {
  test("the token is a secret, whether or not it was declared as one, and nothing is taken from the environment", async () => {
    const { inputs, failures } = await plugin.checkConfig({ apiToken: "plain", project: "shop" });
    expect({ inputs, failures }).toEqual({ inputs: { apiToken: secret("plain"), project: "shop" }, failures: [] });
  });

  test("everything that is wrong is told at once, and never a value", async () => {
    const { failures } = await plugin.checkConfig({
      apiToken: "canary token",
      apiHost: "ftp://canary",
      timeoutSeconds: "0",
    });
    expect(failures).toHaveLength(3);
    expect(failures.join()).not.toContain("canary");
  });

  test("what is not known yet is not judged", async () => {
    expect((await plugin.checkConfig({ apiToken: UNKNOWN, apiHost: UNKNOWN })).failures).toEqual([]);
  });

  test("the token of the environment is that of the default provider, and never that of an explicit one", async () => {
    process.env["UBIOPS_API_TOKEN"] = TOKEN;
    try {
      for (const name of ["default", "default_0_2_0"])
        expect((await plugin.checkConfig({}, name)).failures).toEqual([]);
      const { failures } = await plugin.checkConfig({}, "default-organization");
      expect(failures).toEqual([expect.stringContaining("set apiToken of its Provider")]);
    } finally {
      delete process.env["UBIOPS_API_TOKEN"];
    }
  });
});

describe("check", () => {
  test("all mistakes are told at once, without a property and without a secret", async () => {
    const { failures } = await plugin.check({ ...DEPLOYMENT, url: secret("ftp://canary"), timeout: 99, timeot: 3 });
    expect(failures).toEqual([
      expect.stringMatching(/^timeot: .*did you mean "timeout"/),
      expect.stringMatching(/^url: /),
      expect.stringMatching(/^timeout: /),
    ]);
    expect(failures.join()).not.toContain("canary");
  });

  test("defaults are filled in, nulls are left out and protected headers are secrets", async () => {
    const { inputs } = await plugin.check({ ...DEPLOYMENT, protectedHeaders: { Authorization: "token" } });
    expect(inputs).toMatchObject({
      project: "shop",
      timeout: 10,
      protectedHeaders: { Authorization: secret("token") },
    });
    expect(inputs).not.toHaveProperty("version");
  });

  test("an automatic name is the same each time, stays, and follows the settings of the stack", async () => {
    const name = async (options = {}) => (await plugin.check(DEPLOYMENT, options)).inputs["name"];
    const derived = await name();
    expect(derived).toMatch(/^finished-[0-9a-f]{8}$/);
    expect(await name()).toBe(derived);
    expect(await name({ autonaming: autonaming(Mode.ENFORCE, "finished") })).toBe("finished");
    expect(await name({ autonaming: autonaming(Mode.PROPOSE, "finished-7") })).toBe("finished-7");
    const olds = { ...DEPLOYMENT, name: "kept" };
    expect(await name({ olds, autonaming: autonaming(Mode.PROPOSE, "finished-8") })).toBe("kept");
    const { failures } = await plugin.check(DEPLOYMENT, { autonaming: autonaming(Mode.DISABLE) });
    expect(failures).toEqual([expect.stringContaining("automatic names are switched off")]);
  });
});

test("an automatic name is drift if somebody changes it, also after two refreshes", async () => {
  const { inputs, recorded } = await created();
  plugin.emulator.edit("shop", String(inputs["name"]), { name: "renamed" });
  const once = await plugin.read(recorded.id, recorded.properties, inputs);
  const twice = await plugin.read(once.id, once.properties, once.inputs);
  expect(twice.inputs).toMatchObject({ name: "renamed" });
  const { inputs: checked } = await plugin.check(DEPLOYMENT, { olds: twice.inputs });
  expect(checked).toEqual(inputs);
  expect(await plugin.diff(twice, checked)).toMatchObject({ details: { name: Kind.UPDATE } });
});

describe("previews", () => {
  test("send nothing, and know everything but what UbiOps gives", async () => {
    const { inputs } = await plugin.check({ ...DEPLOYMENT, url: UNKNOWN });
    const { id, properties } = await plugin.create(inputs, { preview: true });
    expect(id).toBe("");
    expect(properties).toEqual({ ...inputs, url: UNKNOWN, version: null, webhookId: UNKNOWN });
    expect(plugin.emulator.requests).toEqual([]);
  });
});

describe("a webhook", () => {
  test("is created, changed and deleted, and its outputs are complete", async () => {
    const { inputs, recorded } = await created({ protectedHeaders: { Authorization: "token-one" } });
    const [stored] = plugin.emulator.webhooks("shop");
    expect(recorded.id).toBe(`shop/${stored?.id}`);
    expect(recorded.properties).toMatchObject({
      webhookId: stored?.id,
      version: null,
      protectedHeaders: { Authorization: secret("token-one") },
    });

    const rotated = { ...inputs, protectedHeaders: { Authorization: secret("token-two") } };
    expect(await plugin.diff(recorded, rotated)).toMatchObject({
      details: { 'protectedHeaders["Authorization"]': Kind.UPDATE },
    });
    await plugin.update(recorded, rotated);
    expect(plugin.emulator.webhooks("shop")[0]?.headers).toMatchObject([{ value: "token-two" }]);

    // What a process has created or adopted is deleted by a later one.
    await plugin.configure({ apiToken: secret(TOKEN), apiHost: plugin.emulator.url, project: "shop" });
    await plugin.delete(recorded);
    expect(plugin.emulator.webhooks("shop")).toEqual([]);
    expect(await plugin.read(recorded.id, recorded.properties)).toMatchObject({ id: "" });
  });

  test.each(["name", "id"] as const)("is imported by its %s", async (key) => {
    const headers = [{ key: "Authorization", value: "canary", protected: true }];
    const { id, name } = plugin.emulator.put("shop", { name: "there", version: "v3", headers });
    const read = await plugin.read(`shop/${{ id, name }[key]}`);
    // The value of a protected header is not known. Sent as null, it stays at the service as it is.
    const known = { name, version: "v3", protectedHeaders: { Authorization: secret("") } };
    expect(read).toMatchObject({ id: `shop/${id}`, inputs: known, properties: { webhookId: id } });
    const { inputs } = await plugin.check(read.inputs, { olds: read.inputs });
    expect(await plugin.diff(read, inputs)).toMatchObject({ changes: false });
  });

  test("is imported with protected headers whose values are to be filled in, or left as they are with ignoreChanges", async () => {
    const headers = ["Authorization", "X-Key"].map((key) => ({ key, value: "canary", protected: true }));
    plugin.emulator.put("shop", { name: "there", headers });
    const read = await plugin.read("shop/there");
    const { __read: _, ...generated } = read.inputs;
    const { inputs } = await plugin.check(generated, { olds: read.inputs });
    await expect(plugin.diff(read, inputs)).rejects.toThrow(
      'protectedHeaders: headers "Authorization", "X-Key": the value must not be empty.',
    );
    await expect(plugin.diff(read, inputs, {}, ['protectedHeaders["X-Key"]'])).rejects.toThrow(
      'header "Authorization":',
    );
    for (const path of ["protectedHeaders", "*"])
      expect(await plugin.diff(read, inputs, {}, [path])).toMatchObject({ changes: false });
    // A refresh before that compares what was read with what is read.
    expect(await plugin.diff(read, read.inputs)).toMatchObject({ changes: false });

    const filled = { ...generated, protectedHeaders: { Authorization: secret("one"), "X-Key": secret("two") } };
    const { inputs: checked } = await plugin.check(filled, { olds: read.inputs });
    expect(checked).not.toHaveProperty("__read");
    await plugin.update(read, checked);
    expect(plugin.emulator.webhooks("shop")[0]?.headers.map(({ value }) => value)).toEqual(["one", "two"]);
  });

  test("is imported with its URL as a secret, if that may be a credential", async () => {
    const url = "https://hooks.slack.com/services/T0/B0/canary";
    plugin.emulator.put("shop", { name: "slack", url });
    expect(await plugin.read("shop/slack")).toMatchObject({
      inputs: { url: secret(url) },
      properties: { url: secret(url) },
    });
    plugin.emulator.put("shop", { name: "plain", url: DEPLOYMENT.url });
    expect((await plugin.read("shop/plain")).inputs).toMatchObject({ url: DEPLOYMENT.url });
  });

  test("that is not there cannot be imported", async () => {
    await expect(plugin.read("shop/nowhere")).rejects.toThrow('There is no webhook "nowhere" in project "shop"');
  });
});

describe("diff", () => {
  test("names each change by its path, and what replaces", async () => {
    const { inputs, recorded } = await created({ version: "v1", headers: { "X-A": "a", "X-B": "b" } });
    const news = {
      ...inputs,
      headers: { "X-B": "c", 'X-"C"': "d" },
      objectName: "other",
      version: "v2",
      timeout: UNKNOWN,
    };
    expect(await plugin.diff(recorded, news)).toEqual({
      changes: true,
      replaces: ["objectName", "version"],
      details: {
        'headers["X-A"]': Kind.DELETE,
        'headers["X-B"]': Kind.UPDATE,
        'headers["X-\\"C\\""]': Kind.ADD,
        objectName: Kind.UPDATE_REPLACE,
        version: Kind.UPDATE_REPLACE,
        timeout: Kind.UPDATE,
      },
    });
  });

  test("does not tell the names in a map that is a secret as a whole", async () => {
    const { inputs, recorded } = await created({ labels: secret({ team: "canary" }) });
    const { details } = await plugin.diff(recorded, { ...inputs, labels: secret({ owner: "canary" }) });
    expect(details).toEqual({ labels: Kind.UPDATE });
  });

  test("asks for one update of what the dynamic provider recorded, which sends nothing", async () => {
    const { inputs, recorded } = await created({ protectedHeaders: { Authorization: "token" } });
    const own = { __provider: "exports…", __seed: "seed-finished", __secrets: [] };
    const before = { ...recorded, properties: { ...recorded.properties, ...own } };
    expect(await plugin.diff(before, inputs)).toEqual({ changes: true, replaces: [], details: {} });
    plugin.emulator.clearRequests();
    const properties = await plugin.update(before, inputs);
    expect(writes()).toEqual([]);
    expect(properties).not.toHaveProperty("__provider");
    expect(await plugin.diff({ ...recorded, properties }, inputs)).toEqual({
      changes: false,
      replaces: [],
      details: {},
    });
  });
});

describe("failures", () => {
  const failed = (promise: Promise<unknown>): Promise<ServiceError> =>
    promise.then(
      () => Promise.reject(new Error("It did not fail.")),
      (error: unknown) => error as ServiceError,
    );

  test("a test that fails stays in the state, with its reason", async () => {
    const { inputs } = await plugin.check({ ...DEPLOYMENT, url: "http://127.0.0.1:1/closed" }, { type: "WebhookTest" });
    const { code, details, metadata } = await failed(plugin.create(inputs, { type: "WebhookTest" }));
    expect({ code, details }).toEqual({
      code: status.UNKNOWN,
      details: expect.stringContaining("The webhook test") as unknown,
    });
    const failure = initFailure(metadata);
    expect(failure?.getReasonsList()).toEqual([details]);
    expect(failure?.getProperties()?.toJavaScript()).toMatchObject({
      testId: failure?.getId(),
      status: "failed",
      url: inputs["url"],
    });
  });

  /** The details of a status, read as the engine reads them. */
  function initFailure(metadata: Metadata): pb.ErrorResourceInitFailed | null | undefined {
    const [packed] = metadata.get("grpc-status-details-bin");
    const [detail] = Status.deserializeBinary(packed as Buffer).getDetailsList();
    return detail?.unpack(
      (bytes) => pb.ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );
  }

  test("no error contains a secret that the engine has passed", async () => {
    const body = { error: "not allowed: canary-in-answer" };
    plugin.emulator.trouble({ kind: "status", status: 400, methods: ["POST"], body });
    const { details } = await failed(created({ protectedHeaders: { Authorization: "canary-in-answer" } }));
    expect(details).toContain("[secret]");
    expect(details).not.toContain("canary");
  });

  test("customTimeouts is the time for all attempts", async () => {
    plugin.emulator.trouble({ kind: "status", status: 503 });
    const { inputs } = await plugin.check(DEPLOYMENT);
    expect((await failed(plugin.create(inputs, { timeout: 1 }))).details).toContain("1 s");
  });

  test("a warning goes to the engine", async () => {
    const { inputs, recorded } = await created({ name: "shared" });
    await plugin.diff(recorded, inputs);
    const takenOver = { ...recorded, properties: { ...recorded.properties, name: "shared" } };
    await plugin.delete(takenOver, { name: "another" });
    await plugin.cancel();
    expect(plugin.warnings).toEqual([expect.stringMatching(/is not deleted.*"finished"/)]);
    expect(plugin.emulator.webhooks("shop")).toHaveLength(1);
  });
});

describe("cancel", () => {
  test("ends waits and retries", async () => {
    plugin.emulator.trouble({ kind: "status", status: 503 });
    const { inputs } = await plugin.check(DEPLOYMENT);
    const creation = expect(plugin.create(inputs)).rejects.toThrow();
    await new Promise<void>((resolve) => {
      plugin.emulator.onRequest(() => {
        resolve();
      });
    });
    await plugin.cancel();
    await creation;
    expect(plugin.emulator.webhooks("shop")).toEqual([]);
  });

  test("waits for a write that is under way, whose result is answered", async () => {
    const hold = plugin.emulator.hold({ method: "POST", when: "before" });
    const { inputs } = await plugin.check(DEPLOYMENT);
    const creation = plugin.create(inputs);
    await hold.reached;
    let isAnswered = false;
    const cancelled = plugin.cancel().then(() => {
      isAnswered = true;
    });
    await plugin.checkConfig({});
    expect(isAnswered).toBe(false);
    hold.release();
    expect((await creation).id).toBe(`shop/${plugin.emulator.webhooks("shop")[0]?.id}`);
    await cancelled;
  });
});

describe("functions", () => {
  test("getWebhook finds a webhook by its name or its UUID; the values of headers are a secret", async () => {
    const { id, name } = plugin.emulator.put("shop", {
      headers: [
        { key: "X-A", value: "a", protected: false },
        { key: "Authorization", value: "canary", protected: true },
      ],
    });
    const found = await plugin.invoke("getWebhook", { name });
    expect(found).toMatchObject({
      webhookId: id,
      headers: secret({ "X-A": "a" }),
      protectedHeaderNames: ["Authorization"],
    });
    expect(await plugin.invoke("getWebhook", { webhookId: id })).toEqual(found);
    await expect(plugin.invoke("getWebhook", { name: "nowhere" })).rejects.toThrow('There is no webhook "nowhere"');
    await expect(plugin.invoke("getWebhook", {})).rejects.toThrow("pass either name or webhookId");
  });

  test("listWebhooks finds those that match, and refuses a filter that nothing can match", async () => {
    plugin.emulator.put("shop", { name: "one", labels: { team: "a" } });
    plugin.emulator.put("shop", { name: "two" });
    const { webhooks } = await plugin.invoke("listWebhooks", { labels: { team: "a" } });
    expect(webhooks).toEqual(secret([expect.objectContaining({ name: "one" })]));
    await expect(plugin.invoke("listWebhooks", { event: "deployment_finished" })).rejects.toThrow(
      "listWebhooks: event:",
    );
  });

  test("the webhooks are listed as resources", async () => {
    const { id } = plugin.emulator.put("shop", { name: "one" });
    expect(await plugin.list("ubiops:index:Webhook")).toEqual([{ id: `shop/${id}`, name: "one" }]);
    await expect(plugin.list("ubiops:index:WebhookTest")).rejects.toThrow("cannot list");
  });
});
