import { type Emulator, startEmulator } from "../../emulator/src";
import { DynamicProvider } from "../../provider/engine/dynamic/adapter";
import webhookProvider from "../../provider/engine/dynamic/webhook-provider";
import webhookTestProvider from "../../provider/engine/dynamic/webhook-test-provider";
import type { Properties } from "../../provider/resources/types";
import { webhook } from "../../provider/resources/webhook";
import { webhookTest } from "../../provider/resources/webhook-test";
import { markSecret, UNKNOWN } from "../../provider/shared/engine-values";
import { DynamicHost, handedOver, type HostStored, REFERENCE } from "../support/dynamic-host";

const CANARY = "canary-77d1-canary";
const ID = /^shop\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const declared = (more: Properties = {}) => ({
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  headers: { "X-Stage": "prod" },
  protectedHeaders: { Authorization: CANARY },
  __provider: REFERENCE,
  __seed: "0123456789abcdef-finished",
  ...more,
});
const marked = (value = CANARY) => ({
  headers: { "X-Stage": "prod" },
  protectedHeaders: { Authorization: markSecret(value) },
});
const holding = (value: string) => ({ protectedHeaders: { Authorization: value } });

let emulator: Emulator;
let warn: jest.SpyInstance;
beforeEach(async () => {
  emulator = await startEmulator();
  warn = jest.spyOn(console, "warn").mockReturnValue();
});
afterEach(async () => {
  warn.mockRestore();
  await emulator.close();
});

const begin = () => new DynamicHost(emulator, webhook);
const without = (properties: Properties, name: string): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name));
const failureOf = (verb: Promise<unknown>) => verb.catch((reason: unknown) => reason);

/** Has the service refuse what is sent with words that hold the secrets. */
const refuse = (method: string, ...secrets: string[]) =>
  emulator.trouble({
    kind: "status",
    status: 400,
    methods: [method],
    body: { error: `not so: ${secrets.join(", ")}` },
  });

test("the modules that a state names are the two providers", () => {
  expect(webhookProvider).toBeInstanceOf(DynamicProvider);
  expect(webhookTestProvider).toBeInstanceOf(DynamicProvider);
});

describe("The provider of webhooks, as the engine's host calls it", () => {
  test("returns every secret marked, from its check to its end", async () => {
    const { provider } = begin();
    const checked = await provider.check({}, declared());
    expect(checked).toMatchObject({ failures: [], inputs: marked() });

    const made = await provider.create(handedOver(checked.inputs));
    expect(made).toMatchObject({ id: expect.stringMatching(ID) as string, outs: marked() });
    const state = handedOver(made.outs);
    expect(await provider.read(made.id, state)).toMatchObject({ id: made.id, props: marked(), inputs: marked() });

    const rotated = handedOver(
      (await provider.check(handedOver(checked.inputs), declared(holding("canary-new")))).inputs,
    );
    expect(await provider.update(made.id, state, rotated)).toMatchObject({ outs: marked("canary-new") });

    await begin().delete({ id: made.id, inputs: {}, outputs: state });
    expect(await begin().provider.read(made.id, state)).toEqual({ id: "" });
  });

  test("returns what the program makes a secret marked, and what a drift brought to light", async () => {
    const host = begin();
    const secret = declared({ __secrets: ["url"], labels: { team: "ml" } });
    const made = await host.create(secret);
    emulator.edit("shop", String(made.outputs["name"]), {
      headers: [{ key: "Authorization", value: "open", protected: false }],
    });
    const { props, inputs } = await begin().provider.read(made.id, made.outputs);
    const shown = {
      url: markSecret("https://hooks.example.com/ubiops"),
      labels: { team: "ml" },
      headers: { Authorization: markSecret("open") },
      protectedHeaders: {},
    };
    expect([props, inputs]).toMatchObject([shown, shown]);
  });

  test("leaves a value alone that a preview does not know", async () => {
    const unknown = declared({ ...holding(UNKNOWN), url: UNKNOWN, __secrets: ["url"] });
    const { inputs } = await begin().provider.check({}, unknown);
    expect(inputs).toMatchObject({ ...holding(UNKNOWN), url: UNKNOWN });
  });

  test("answers whether there is a difference so that the engine compares what inputs show", async () => {
    const { provider } = begin();
    const { id, inputs, outputs } = await begin().create(declared({ name: "finished" }));
    const diff = async (more: Properties, olds: Properties = outputs) =>
      provider.diff(
        id,
        olds,
        handedOver((await provider.check(inputs, declared({ name: "finished", ...more }))).inputs),
      );
    const same = { replaces: [], deleteBeforeReplace: false };
    expect(await diff({})).toEqual({ changes: false, ...same });
    expect(await diff({ timeout: 20 })).toEqual(same);
    expect(await diff({ objectName: "other" })).toEqual({ replaces: ["objectName"], deleteBeforeReplace: true });
    expect(await diff({}, without(outputs, "webhookId"))).toEqual({ changes: true, ...same });
    expect(await diff({}, without(outputs, "__provider"))).toEqual({ changes: true, ...same });
  });

  test("keeps the automatic name, also if the resource was moved under another parent", async () => {
    const made = await begin().create(declared());
    const moved = declared({ __seed: "fedcba9876543210-finished" });
    expect(await begin().isChanged(made, moved)).toBe(false);
    expect((await begin().check(moved, made.inputs))["name"]).toBe(made.inputs["name"]);
  });

  test("keeps the automatic name that the native form made, until the object changes", async () => {
    const { __seed: _, __provider: __, ...own } = declared({ name: "finished-by-the-plugin" });
    const native = { project: "shop", ...own };
    const first = await begin().check(declared(), native);
    const second = await begin().check(declared({ timeout: 20 }), first);
    expect([first["name"], second["name"]]).toEqual(["finished-by-the-plugin", "finished-by-the-plugin"]);
    const third = await begin().check(declared({ objectName: "other" }), second);
    expect(third["name"]).toMatch(/^finished-[0-9a-f]{8}$/);
    expect(third).not.toHaveProperty("__kept");
  });

  test("reads a webhook that the program does not own without inputs to differ from", async () => {
    const { id, name } = emulator.put("shop", { name: "foreign" });
    const { props, ...read } = await begin().provider.read("shop/foreign", { __external: true });
    expect(read).toEqual({ id: `shop/${id}`, inputs: {} });
    expect(props).toMatchObject({ name, webhookId: id, __external: true });
    expect(await begin().provider.read(`shop/${id}`, handedOver(props))).toEqual({
      id: `shop/${id}`,
      inputs: {},
      props,
    });
  });

  test("names no property in a failure of the check, since the engine would print its value", async () => {
    const { failures } = await begin().provider.check({}, declared({ url: `ftp://${CANARY}`, timeout: 0 }));
    expect(failures).toEqual([
      { property: "", reason: "url: must begin with https:// or http://." },
      { property: "", reason: "timeout: must be a whole number of seconds from 1 to 30." },
    ]);
  });

  test("masks in its errors the secrets of what it is given and of what it has, and has an empty stack", async () => {
    const host = begin();
    const { id, inputs, outputs } = await host.create(declared());
    refuse("PATCH", "canary-had-by-it", "canary-given-to-it");
    const olds = { ...outputs, ...holding("canary-had-by-it") };
    const error = await failureOf(
      host.provider.update(id, olds, { ...inputs, ...holding("canary-given-to-it"), timeout: 20 }),
    );
    expect(String(error)).toContain("not so: [secret], [secret]");
    expect(error).toHaveProperty("stack", "");
    for (const name of ["id", "code", "details", "metadata"]) expect(error).not.toHaveProperty(name);

    refuse("DELETE", "canary-of-a-deletion");
    const gone = begin().delete({ id, inputs, outputs: { ...outputs, ...holding("canary-of-a-deletion") } });
    await expect(gone).rejects.toThrow("not so: [secret]");
    refuse("GET", "canary-of-a-refresh");
    const read = begin().read({ id, inputs, outputs: { ...outputs, ...holding("canary-of-a-refresh") } });
    await expect(read).rejects.toThrow("not so: [secret]");
  });

  test("tells what is wrong with the configuration in every verb, and never while it is configured", async () => {
    const { id, inputs, outputs } = await begin().create(declared());
    const provider = new DynamicProvider(webhook);
    await provider.configure({ config: { get: () => undefined } } as unknown as Parameters<
      DynamicProvider["configure"]
    >[0]);
    const MISSING = /^The UbiOps API token is missing: .*UBIOPS_API_TOKEN.*--run-program/;
    const { failures } = await provider.check({}, declared({ project: "shop" }));
    expect(failures).toMatchObject([{ property: "", reason: expect.stringMatching(MISSING) as string }]);
    await expect(provider.create(inputs)).rejects.toThrow(MISSING);
    await expect(provider.read(id, outputs)).rejects.toThrow(MISSING);
    await expect(provider.update(id, outputs, { ...inputs, timeout: 20 })).rejects.toThrow(MISSING);
    await expect(provider.delete(id, outputs)).rejects.toThrow(MISSING);
  });
});

describe("Two resources of one program with one webhook", () => {
  const named = (as: string, more: Properties = {}) => declared({ name: "alerts", __seed: `${as}-${as}`, ...more });
  const adopting = named("fresh", { adoptExisting: true });
  let old: HostStored;
  beforeEach(async () => {
    old = await begin().create(named("old"));
  });

  test("are refused as soon as the engine has asked about the one that has it", async () => {
    const host = begin();
    expect(await host.isChanged(old, named("old"))).toBe(false);
    await expect(host.create(adopting)).rejects.toThrow('the resource "old" of this program has it');
  });

  test("are told when the one that has it goes, which leaves the webhook", async () => {
    const host = begin();
    await host.create(adopting);
    await expect(host.up(old, named("old", { timeout: 20 }))).rejects.toThrow('is also that of the resource "fresh"');
    await host.delete(old);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('since the resource "fresh" of this program has it.'));
    expect(emulator.webhooks("shop")).toHaveLength(1);
  });

  test("are one resource if only the adopting one is in the program: it has a new logical name", async () => {
    const host = begin();
    const fresh = await host.create(adopting);
    expect(fresh.id).toBe(old.id);
    await host.delete(old);
    expect(emulator.webhooks("shop")).toHaveLength(1);
  });
});

describe("The provider of webhook tests, as the engine's host calls it", () => {
  const host = () => new DynamicHost(emulator, webhookTest);
  const endAs = (status: string, error_message: string | null = null) =>
    emulator.trouble({
      kind: "status",
      status: 201,
      methods: ["POST"],
      body: { id: "t-1", status, error_message },
      times: 1,
    });

  test("returns a test with its secrets and what went wrong marked", async () => {
    const { provider } = host();
    const { inputs } = await provider.check({}, declared({ failOnError: false }));
    expect(inputs).toMatchObject(marked());
    endAs("failed", "It broke.");
    const { id, outs } = await provider.create(handedOver(inputs));
    expect(outs).toMatchObject({ ...marked(), testId: "t-1", status: "failed", errorMessage: markSecret("It broke.") });
    expect(await provider.read(id, handedOver(outs))).toEqual({ id, props: outs, inputs });
  });

  test("keeps a failed test as a resource, with the reference by which the engine finds the provider again", async () => {
    endAs("failed", `${CANARY} is wrong`);
    const error = await failureOf(host().create(declared()));
    const message = expect.stringContaining("The webhook test t-1 failed: [secret] is wrong") as string;
    expect(error).toMatchObject({
      message,
      id: "t-1",
      properties: { ...marked(), status: "failed", __provider: REFERENCE },
      reasons: [message],
      stack: "",
    });
  });

  test("masks in its errors the secrets of what it is given and of what it has", async () => {
    const { provider } = host();
    const inputs = handedOver((await provider.check({}, declared())).inputs);
    refuse("POST", "canary-of-a-test-1", "canary-of-a-test-2");
    const [first, second] = [holding("canary-of-a-test-1"), holding("canary-of-a-test-2")];
    await expect(provider.update("t", { ...inputs, ...first }, { ...inputs, ...second })).rejects.toThrow(
      "not so: [secret], [secret]",
    );
  });
});
