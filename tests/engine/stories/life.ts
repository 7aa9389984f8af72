import type { StoredWebhook } from "../../../emulator/src";
import type { EngineResult } from "../../../tools/program/engine-command";
import {
  Emulated,
  type FrontEnd,
  PROJECT,
  type SentRequest,
  TOKEN,
  WEBHOOK_TYPES,
  withoutSuffix,
} from "../../../tools/support/emulated";
import { endAll } from "../../../tools/support/end-all";
import { type Receiver, startReceiver } from "../../../tools/support/receiver";

/**
 * One stack, the same on both front ends: planned, created by the plan, changed in every way, handed over to the other
 * front end, and destroyed. Every webhook is in a situation of its own.
 */

const headers = (a: string, b: string) =>
  `headers: { "X-A": "${a}", "X-B": "${b}" }, protectedHeaders: { "X-P": "canary" }`;
const plain = (key: string, value: string) => ({ key, value, protected: false });
const kept = (key: string) => ({ key, value: null, protected: true });

const FULL = `const full = { ...deployment, version: "v1", description: "first", labels: { team: "first" }, timeout: 20,
  enabled: false, retry: true, includeResult: true, headers: { "X-Environment": "test" }, protectedHeaders: { Authorization: "Bearer canary-one" } };`;

const rotating = (value: string) =>
  `new ubiops.Webhook("rotating", { ...deployment, protectedHeaders: { Authorization: "Bearer ${value}", "X-Key": "canary-three" } });`;

/** What stays as it is. */
const constant = (planted: StoredWebhook) => `
  ${FULL}
  const byName = ubiops.Webhook.get("by-name", "${PROJECT}/planted");
  const byId = ubiops.Webhook.get("by-id", "${PROJECT}/${planted.id}");
  const seen = new ubiops.Webhook("seen", { ...deployment, url: byName.url, description: byId.name });
  new ubiops.Webhook("dependent", { ...deployment, url: pulumi.interpolate\`https://hooks.example.com/\${seen.webhookId}\`, timeout: 7 });

  class Notifications extends pulumi.ComponentResource {
    constructor(name, options) {
      super("example:Notifications", name, {}, options);
      this.child = new ubiops.Webhook("child", deployment, { parent: this });
    }
  }
  const component = new Notifications("notifications");
  const first = new ubiops.Webhook("first", deployment);
  new ubiops.Webhook("second", deployment, { dependsOn: [first, component] });
  const transform = ({ props, opts }) => ({
    props: { ...props, name: "by-transform", headers: { ...props.headers, "X-T": "t" }, protectedHeaders: { "X-P": "canary" } }, opts });
  new ubiops.Webhook("transformed", { ...deployment, headers: { "X-Own": pulumi.output("own") } }, { transforms: [transform] });

  const other = new ubiops.Provider("office", { apiToken: process.env.UBIOPS_API_TOKEN, apiHost: process.env.UBIOPS_API_HOST, project: "office" });
  new ubiops.Webhook("theirs", { ...deployment, description: pulumi.secret("canary-text") }, { provider: other });
  new ubiops.Webhook("kept", deployment, { protect: true });
  module.exports = { byName: byName.webhookId, byId: byId.webhookId, headers: byId.headers, hidden: byId.protectedHeaders };
`;

const BEFORE = (receiver: Receiver) => `
  new ubiops.Webhook("changed", { ...full, name: "first-name" });
  new ubiops.Webhook("reset", full);
  ${rotating("canary-two")}
  new ubiops.Webhook("headers", { ...deployment, headers: { "X-A": "1", "X-B": "1" } });
  new ubiops.Webhook("auto", { ...deployment, url: "${receiver.url}/auto", version: "v1" });
  new ubiops.Webhook("own", { ...deployment, name: "own", objectName: "first" });
  new ubiops.Webhook("renamed-too", { ...deployment, name: "round-one", url: "${receiver.url}/renamed" }, { deleteBeforeReplace: false });
  new ubiops.Webhook("old-name", { ...deployment, labels: { is: "aliased" } });
  new ubiops.Webhook("retained", { ...deployment, name: "retained" }, { retainOnDelete: true });
  new ubiops.Webhook("adopting", { ...deployment, name: "adopted", adoptExisting: true });
  new ubiops.Webhook("ignore-headers", { ...deployment, name: "ignore-headers", ${headers("1", "1")} }, { ignoreChanges: ["headers"] });
  new ubiops.Webhook("ignore-one", { ...deployment, name: "ignore-one", ${headers("1", "1")} }, { ignoreChanges: ['headers["X-A"]'] });
  new ubiops.Webhook("replace-on", deployment, { replaceOnChanges: ["url"], deleteBeforeReplace: true });
  new ubiops.Webhook("targeted", deployment);
  new ubiops.Webhook("forced", { ...deployment, name: "forced" });
`;

const AFTER = (receiver: Receiver) => `
  new ubiops.Webhook("changed", { ...full, name: "second-name", url: "https://hooks.example.com/other", event: "deployment_request_failed",
    description: "other", labels: { team: "other" }, timeout: 30, enabled: true, retry: false, includeResult: false });
  new ubiops.Webhook("reset", { ...deployment, version: "v1" });
  ${rotating("canary-four")}
  new ubiops.Webhook("headers", { ...deployment, headers: { "X-B": "2", "X-C": "3" }, protectedHeaders: { "X-New": "canary-five" } });
  new ubiops.Webhook("auto", { ...deployment, url: "${receiver.url}/auto" });
  new ubiops.Webhook("own", { ...deployment, name: "own", objectName: "second" });
  new ubiops.Webhook("renamed-too", { ...deployment, name: "round-two", url: "${receiver.url}/renamed", version: "v1" }, { deleteBeforeReplace: false });
  new ubiops.Webhook("new-name", { ...deployment, labels: { is: "aliased" } }, { aliases: [{ name: "old-name" }] });
  new ubiops.Webhook("adopting-again", { ...deployment, name: "adopted", adoptExisting: true });
  new ubiops.Webhook("ignore-headers", { ...deployment, name: "ignore-headers", timeout: 20, ${headers("2", "2")} }, { ignoreChanges: ["headers"] });
  new ubiops.Webhook("ignore-one", { ...deployment, name: "ignore-one", ${headers("2", "2")} }, { ignoreChanges: ['headers["X-A"]'] });
  new ubiops.Webhook("replace-on", { ...deployment, url: "https://hooks.example.com/other" }, { replaceOnChanges: ["url"], deleteBeforeReplace: true });
  new ubiops.Webhook("targeted", { ...deployment, timeout: 20 });
  new ubiops.Webhook("forced", { ...deployment, name: "forced" });
`;

/** The bodies that were sent to the webhooks of this name, with an automatic suffix or without. */
const bodies = (sent: readonly SentRequest[], name: string) =>
  sent.filter((request) => withoutSuffix(request.name ?? "") === name).map(({ body }) => body);

/** The methods of the creations and deletions under this name, in order. */
const made = (sent: readonly SentRequest[], ...names: string[]) =>
  sent
    .filter(({ name, body }) => names.includes(withoutSuffix(String(name ?? body?.["name"]))))
    .map(({ method }) => method);

const OTHER: Readonly<Record<FrontEnd, FrontEnd>> = { dynamic: "native", native: "dynamic" };

/** The story with one front end. Each has a file of its own, so that Jest tells them side by side. */
export const tellLife = (frontEnd: FrontEnd) => () => {
  let run: Emulated;
  let receiver: Receiver;
  let planted: StoredWebhook;
  let adopted: StoredWebhook;
  const results = new Map<string, EngineResult>();
  const sent = new Map<string, SentRequest[]>();
  let outputs: Record<string, unknown>;
  let ids: Readonly<Record<string, string>>;
  let idsAfter: Readonly<Record<string, string>>;
  let idsMoved: Readonly<Record<string, string>>;
  let before: readonly StoredWebhook[];
  let moved: readonly StoredWebhook[];
  let raised: string[];
  let left: readonly StoredWebhook[];

  const webhooks = () => [...run.emulator.webhooks(PROJECT), ...run.emulator.webhooks("office")];
  const urn = (name: string) => `urn:pulumi:dev::program::${WEBHOOK_TYPES[frontEnd]}::${name}`;
  const recordedIds = async () =>
    Object.fromEntries(
      (await run.program.state()).resources
        .filter(({ type }) => type.endsWith("Webhook"))
        .map(({ urn: name, id = "" }) => [name.split("::").at(-1) ?? "", id]),
    );

  async function step(name: string, command: Promise<EngineResult>): Promise<void> {
    results.set(name, await command);
    sent.set(name, run.writes());
  }
  const result = (name: string): EngineResult => taken(results, name);
  const writes = (name: string): SentRequest[] => taken(sent, name);

  /** Raises events, one after the other, for as long as something takes. */
  async function raiseDuring(work: Promise<void>): Promise<void> {
    const over = new AbortController();
    const ended = work.finally(() => {
      over.abort();
    });
    while (!over.signal.aborted) {
      const requestId = `event-${raised.length}`;
      raised.push(requestId);
      await run.emulator.raiseEvent(PROJECT, {
        objectType: "deployment",
        objectName: "model",
        event: "deployment_request_finished",
        requestId,
      });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await ended;
  }

  beforeAll(async () => {
    [receiver, raised] = [await startReceiver(), []];
    run = await Emulated.start("", { frontEnd });
    const header = { key: "Authorization", value: "canary-planted", protected: true };
    planted = run.emulator.put(PROJECT, { name: "planted", headers: [header, plain("X-Plain", "plain")] });
    adopted = run.emulator.put(PROJECT, { name: "adopted", timeout: 30, headers: [plain("X-Old", "1")] });
    const { program } = run;

    await run.write(constant(planted) + BEFORE(receiver));
    await step("plan", program.preview("--diff", "--save-plan", "plan.json"));
    await step("create", program.up("--plan", "plan.json"));
    outputs = await program.outputs({ secrets: true });
    ids = await recordedIds();

    await run.write(constant(planted) + AFTER(receiver));
    await step("preview", program.preview("--diff"));
    const targets = ["--target", urn("targeted"), "--target", urn("forced"), "--replace", urn("forced")];
    await step("target", program.up(...targets));
    await raiseDuring(step("change", program.up()));
    await step("quiet", program.preview("--refresh", "--expect-no-changes"));
    idsAfter = await recordedIds();

    before = webhooks();
    run.frontEnd = OTHER[frontEnd];
    await run.write(constant(planted) + AFTER(receiver));
    await step("move", program.up());
    await step("refresh", program.refresh("--expect-no-changes"));
    await step("moved", program.preview("--expect-no-changes"));
    [moved, idsMoved] = [webhooks(), await recordedIds()];

    await run.write(constant(planted).replace(/.*"kept".*/, "") + AFTER(receiver));
    await step("protected", program.preview());
    await program.editState("kept", (resource) => (resource.protect = false));
    await step("destroy", program.destroy());
    left = webhooks();
  });
  afterAll(() =>
    endAll(
      () => run.dispose(),
      () => receiver.close(),
    ),
  );

  test.each(["plan", "create", "preview", "target", "change", "quiet", "move", "refresh", "moved", "destroy"])(
    "%s succeeds",
    (name) => {
      expect(result(name).ok().code).toBe(0);
    },
  );

  describe("the preview", () => {
    test("sends nothing and knows everything but what UbiOps gives", () => {
      expect(writes("plan")).toEqual([]);
      expect(result("plan").text).toMatch(/url +: \[unknown\]/);
      expect(result("plan").text).toMatch(/timeout *: 7/);
    });

    test("tells the automatic names that the update gives", () => {
      const names = writes("create")
        .map(({ body }) => String(body?.["name"]))
        .filter((name) => name !== withoutSuffix(name));
      expect(names.length).toBeGreaterThan(5);
      for (const name of names) expect(result("plan").text).toContain(`"${name}"`);
    });

    test("shows a rotation by the name of the header, and no other header", () => {
      expect(result("preview").text).toMatch(/~ protectedHeaders: \{\s+~ Authorization: \[secret\] => \[secret\]\s+\}/);
      expect(result("preview").text).not.toContain("X-Key");
      expect(writes("preview")).toEqual([]);
    });

    test("refuses to delete what is protected", () => {
      expect(result("protected").code).not.toBe(0);
      expect(result("protected").text).toContain("protected");
    });
  });

  describe("the creation", () => {
    test("follows dependsOn and the children of components", () => {
      const order = writes("create").map(({ body }) => withoutSuffix(String(body?.["name"])));
      expect(order.indexOf("second")).toBeGreaterThan(order.indexOf("first"));
      expect(order.indexOf("second")).toBeGreaterThan(order.indexOf("child"));
    });

    test("takes the name and the headers that a transform adds", () => {
      const transformed = writes("create").find(({ body }) => body?.["name"] === "by-transform");
      expect(transformed?.body?.["headers"]).toEqual([
        plain("X-Own", "own"),
        plain("X-T", "t"),
        { key: "X-P", value: "canary", protected: true },
      ]);
    });

    test("adopts an existing webhook with one PATCH, and keeps it under a new logical name", () => {
      expect(bodies(writes("create"), "adopted")).toMatchObject([{ timeout: 10, headers: [] }]);
      expect(ids["adopting"]).toBe(`${PROJECT}/${adopted.id}`);
      expect(result("change").text).toContain(
        'is not deleted, since the resource "adopting-again" of this program has it',
      );
      expect(idsAfter["adopting-again"]).toBe(`${PROJECT}/${adopted.id}`);
      expect(before.map(({ id }) => id)).toContain(adopted.id);
    });

    test("records every webhook, and no token of the environment", async () => {
      expect(outputs).toMatchObject({
        byName: planted.id,
        byId: planted.id,
        headers: { "X-Plain": "plain" },
        hidden: { secret: { Authorization: "" } },
      });
      expect((await run.program.texts()).filter(({ text }) => text.includes(TOKEN))).toEqual([]);
    });
  });

  describe("the update", () => {
    test("sends all changes of a webhook in one PATCH, its new name among them, and no headers that did not change", () => {
      expect(bodies(writes("change"), "first-name")).toEqual([
        {
          name: "second-name",
          url: "https://hooks.example.com/other",
          event: "deployment_request_failed",
          description: "other",
          labels: { team: "other" },
          timeout: 30,
          enabled: true,
          retry: false,
          include_result: false,
        },
      ]);
    });

    test("sets back what the program no longer declares", () => {
      expect(bodies(writes("change"), "reset")).toEqual([
        { description: "", labels: {}, timeout: 10, enabled: true, retry: false, include_result: false, headers: [] },
      ]);
    });

    test("sends a rotated value alone", () => {
      expect(bodies(writes("change"), "rotating")).toEqual([
        { headers: [{ key: "Authorization", value: "Bearer canary-four", protected: true }, kept("X-Key")] },
      ]);
    });

    test("adds, changes and removes headers", () => {
      const hidden = { key: "X-New", value: "canary-five", protected: true };
      expect(bodies(writes("change"), "headers")).toEqual([
        { headers: [plain("X-B", "2"), plain("X-C", "3"), hidden] },
      ]);
    });

    test("of the targets changes and replaces nothing else", () => {
      const order = (sent: readonly SentRequest[]) =>
        sent.map(({ method, name, body }) => `${method} ${withoutSuffix(String(name ?? body?.["name"]))}`).sort();
      expect(order(writes("target"))).toEqual(["DELETE forced", "PATCH targeted", "POST forced"]);
      expect(made(writes("target"), "forced")).toEqual(["DELETE", "POST"]);
      expect(bodies(writes("target"), "targeted")).toEqual([{ timeout: 20 }]);
    });

    test("makes the new webhook before the old one goes, unless the program names it", () => {
      expect(made(writes("change"), "auto")).toEqual(["POST", "DELETE"]);
      expect(made(writes("change"), "round-one", "round-two")).toEqual(["POST", "DELETE"]);
      expect(made(writes("change"), "own")).toEqual(["DELETE", "POST"]);
      const remade = writes("change").find(
        ({ method, body }) => method === "POST" && String(body?.["name"]).startsWith("auto-"),
      );
      expect(remade?.body).not.toHaveProperty("version");
    });

    test.each(["/auto", "/renamed"])("loses no event of %s", (path) => {
      const arrived = receiver.arrivals.filter((arrival) => arrival.path === path);
      const arrivedIds = arrived.map(({ body }) => (body as { request_id: string }).request_id);
      expect(raised.length).toBeGreaterThan(0);
      expect(raised.filter((id) => !arrivedIds.includes(id))).toEqual([]);
    });

    test("keeps a webhook and its automatic name under aliases", () => {
      expect(idsAfter["new-name"]).toBe(ids["old-name"]);
      expect(bodies(writes("change"), "old-name")).toEqual([]);
    });

    test("leaves what is to be retained at the service", () => {
      expect(idsAfter).not.toHaveProperty("retained");
      expect(left.map(({ name }) => name)).toContain("retained");
    });

    test("leaves alone what ignoreChanges names", () => {
      expect(bodies(writes("change"), "ignore-headers")).toEqual([{ timeout: 20 }]);
      expect(bodies(writes("change"), "ignore-one")).toEqual([
        { headers: [plain("X-A", "1"), plain("X-B", "2"), kept("X-P")] },
      ]);
    });

    test("replaces for replaceOnChanges what it could change", () => {
      expect(made(writes("change"), "replace-on")).toEqual(["DELETE", "POST"]);
    });
  });

  test("the other front end goes on with the stack, and no webhook is touched", () => {
    expect([...writes("move"), ...writes("refresh"), ...writes("moved")]).toEqual([]);
    expect(moved).toEqual(before);
    expect(idsMoved).toEqual(idsAfter);
  });

  test("what the program does not own is never written to, and stays", () => {
    expect([...sent.values()].flat().filter(({ name }) => name === "planted")).toEqual([]);
    expect(left.map(({ name }) => name).sort()).toEqual(["planted", "retained"]);
  });
};

function taken<T>(by: ReadonlyMap<string, T>, name: string): T {
  const value = by.get(name);
  if (value === undefined) throw new Error(`Nothing is called ${name}.`);
  return value;
}
