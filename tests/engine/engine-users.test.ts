import { leaks } from "../../tools/support/canaries";
import { Emulated, PROJECT, type SentRequest, withoutSuffix } from "../../tools/support/emulated";
import type { EngineResult } from "../../tools/program/engine-command";

const headers = (a: string, b: string) =>
  `headers: { "X-A": "${a}", "X-B": "${b}" }, protectedHeaders: { "X-P": "canary" }`;
const PROTECTED = { key: "X-P", value: null, protected: true };
const plain = (key: string, value: string) => ({ key, value, protected: false });

const COMPONENT = `
  class Notifications extends pulumi.ComponentResource {
    constructor(name, opts) {
      super("example:Notifications", name, {}, opts);
      this.child = new ubiops.Webhook("child", deployment, { parent: this });
    }
  }
  const component = new Notifications("notifications");
  const named = ({ props, opts }) => ({
    props: { ...props, name: "by-transform", headers: { ...props.headers, "X-T": "t" }, protectedHeaders: { "X-P": "canary" } }, opts });
  new ubiops.Webhook("transformed", { ...deployment, headers: { "X-Own": pulumi.output("own") } }, { transforms: [named] });
  const first = new ubiops.Webhook("first", deployment);
  new ubiops.Webhook("second", deployment, { dependsOn: [first, component] });
`;

const BEFORE = `
  ${COMPONENT}
  new ubiops.Webhook("old-name", { ...deployment, labels: { is: "aliased" } });
  new ubiops.Webhook("kept", deployment, { protect: true });
  new ubiops.Webhook("retained", { ...deployment, name: "retained" }, { retainOnDelete: true });
  new ubiops.Webhook("ignore-headers", { ...deployment, name: "ignore-headers", ${headers("1", "1")} }, { ignoreChanges: ["headers"] });
  new ubiops.Webhook("ignore-one", { ...deployment, name: "ignore-one", ${headers("1", "1")} }, { ignoreChanges: ['headers["X-A"]'] });
  new ubiops.Webhook("replace-on", deployment, { replaceOnChanges: ["url"], deleteBeforeReplace: true });
  new ubiops.Webhook("other", deployment);
`;

const AFTER = `
  ${COMPONENT}
  new ubiops.Webhook("new-name", { ...deployment, labels: { is: "aliased" } }, { aliases: [{ name: "old-name" }] });
  new ubiops.Webhook("kept", deployment, { protect: true });
  new ubiops.Webhook("ignore-headers", { ...deployment, name: "ignore-headers", timeout: 20, ${headers("2", "2")} }, { ignoreChanges: ["headers"] });
  new ubiops.Webhook("ignore-one", { ...deployment, name: "ignore-one", ${headers("2", "2")} }, { ignoreChanges: ['headers["X-A"]'] });
  new ubiops.Webhook("replace-on", { ...deployment, url: "https://hooks.example.com/other" }, { replaceOnChanges: ["url"], deleteBeforeReplace: true });
  new ubiops.Webhook("other", { ...deployment, timeout: 20 });
`;

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff?: Readonly<Record<string, { readonly kind: string }>>;
}

let run: Emulated;
let created: SentRequest[];
let planned: EngineResult;
let targeted: SentRequest[];
let sent: SentRequest[];
let ids: Readonly<Record<string, string>>;

const urn = (name: string) => `urn:pulumi:dev::program::pulumi-nodejs:dynamic/ubiops:Webhook::${name}`;
const idOf = (name: string) =>
  run.emulator.webhooks(PROJECT).find((webhook) => withoutSuffix(webhook.name) === name)?.id;
const bodies = (requests: readonly SentRequest[], name: string) =>
  requests.filter((request) => withoutSuffix(request.name ?? "") === name).map(({ body }) => body);

beforeAll(async () => {
  run = await Emulated.start(BEFORE);
  (await run.program.up()).ok();
  created = run.writes();
  ids = Object.fromEntries(run.emulator.webhooks(PROJECT).map(({ name, id }) => [withoutSuffix(name), id]));
  await run.write(AFTER);
  planned = (await run.program.preview("--json")).ok();
  run.requests();
  (await run.program.up("--target", urn("other"))).ok();
  targeted = run.writes();
  (await run.program.up()).ok();
  sent = run.writes();
});
afterAll(() => run.dispose());

test("dependsOn and a component's children set the order of creations", () => {
  const order = created.map(({ body }) => withoutSuffix(String(body?.["name"])));
  expect(order.indexOf("second")).toBeGreaterThan(order.indexOf("first"));
  expect(order.indexOf("second")).toBeGreaterThan(order.indexOf("child"));
});

test("a webhook may have a component as its parent", async () => {
  expect((await run.program.resource("child")).parent).toContain("example:Notifications::notifications");
});

test("a transform may set the name, add a header to those of the program, and protect one", async () => {
  const { inputs } = await run.program.resource("transformed", { secrets: true });
  expect(run.emulator.webhooks(PROJECT).find(({ name }) => name === "by-transform")?.headers).toEqual([
    { key: "X-Own", value: "own", protected: false },
    { key: "X-T", value: "t", protected: false },
    { key: "X-P", value: "canary", protected: true },
  ]);
  expect(inputs?.["protectedHeaders"]).toEqual({ "X-P": { secret: "canary" } });
});

test("preview --json names the operation and the properties of each change", () => {
  const { steps } = JSON.parse(planned.stdout) as { steps: Step[] };
  const changed = steps.filter(({ op }) => op !== "same");
  const shown = Object.fromEntries(
    changed.map((step) => [step.urn.split("::").at(-1) ?? "", [step.op, ...Object.keys(step.detailedDiff ?? {})]]),
  );
  expect(shown).toMatchObject({
    other: ["update", "timeout"],
    "ignore-headers": ["update", "timeout"],
    "ignore-one": ["update", 'headers["X-B"]'],
    retained: ["delete"],
  });
  expect(Object.keys(shown)).not.toContain("transformed");
});

test("--target changes the one resource alone", () => {
  expect(targeted.map(({ method, body }) => [method, body])).toEqual([["PATCH", { timeout: 20 }]]);
});

test("aliases keep a webhook whose logical name changes, and its automatic name", () => {
  expect(idOf("old-name")).toBe(ids["old-name"]);
  expect(bodies(sent, "old-name")).toEqual([]);
});

test("retainOnDelete leaves the webhook at the service", () => {
  expect(idOf("retained")).toBe(ids["retained"]);
});

test("ignoreChanges of the headers leaves them out of the update", () => {
  expect(bodies(sent, "ignore-headers")).toEqual([{ timeout: 20 }]);
});

test("ignoreChanges of one header keeps its value and changes the others", () => {
  expect(bodies(sent, "ignore-one")).toEqual([{ headers: [plain("X-A", "1"), plain("X-B", "2"), PROTECTED] }]);
});

test("replaceOnChanges replaces a webhook that could be updated", () => {
  expect(idOf("replace-on")).not.toBe(ids["replace-on"]);
  expect(bodies(sent, "replace-on")).toEqual([undefined]);
});

test("protect refuses the deletion of what the program no longer declares", async () => {
  await run.write(AFTER.replace(/.*"kept".*/, ""));
  const { code, text } = await run.program.preview();
  expect(code).not.toBe(0);
  expect(text).toContain("protected");
  await run.write(AFTER);
});

test("after a refresh with drift, ignored headers stay as they are at the service, and the others are healed", async () => {
  const drifted = (a: string, b: string) => [
    plain("X-A", a),
    plain("X-B", b),
    { key: "X-P", value: "canary", protected: true },
    plain("X-New", "new"),
  ];
  run.emulator.edit(PROJECT, "ignore-headers", { headers: drifted("9", "9"), timeout: 5 });
  run.emulator.edit(PROJECT, "ignore-one", { headers: drifted("9", "9") });
  run.requests();
  (await run.program.up("--refresh")).ok();
  const writes = run.writes();
  expect(bodies(writes, "ignore-headers")).toEqual([{ timeout: 20 }]);
  expect(bodies(writes, "ignore-one")).toEqual([{ headers: [plain("X-A", "9"), plain("X-B", "2"), PROTECTED] }]);
  (await run.program.preview("--refresh", "--expect-no-changes")).ok();
});

test("up --replace creates a webhook anew if it has an explicit name, or an automatic one and deleteBeforeReplace", async () => {
  const before = { retained: idOf("ignore-one"), automatic: idOf("replace-on") };
  (await run.program.up("--replace", urn("ignore-one"), "--replace", urn("replace-on"))).ok();
  expect(idOf("ignore-one")).not.toBe(before.retained);
  expect(idOf("replace-on")).not.toBe(before.automatic);
});

test("up --replace of an automatic name without deleteBeforeReplace is an error that names the way out", async () => {
  const { code, text } = await run.program.up("--replace", urn("other"));
  expect(code).not.toBe(0);
  expect(text).toContain("deleteBeforeReplace: true");
  expect(idOf("other")).toBe(ids["other"]);
});

test("no secret is in any text", async () => {
  expect(leaks(await run.program.texts())).toEqual([]);
});
