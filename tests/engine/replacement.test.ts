import { Emulated, PROJECT } from "../support/emulated";
import { testOnPosix } from "../support/platform";
import { type Receiver, startReceiver } from "../support/receiver";

let run: Emulated;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  run = await Emulated.start(program());
  (await run.program.up()).ok();
});
afterAll(async () => {
  await run.dispose();
  await receiver.close();
});

/** One webhook without a name and one with; naming the default version replaces both, and both go on with the same events. */
function program(more = ""): string {
  const webhook = (name: string, own: string) =>
    `new ubiops.Webhook("${name}", { ...deployment, url: "${receiver.url}/${name}", ${own} ${more} });`;
  return [webhook("unnamed", ""), webhook("named", 'name: "named",')].join("\n");
}

const raise = async (requestId: string): Promise<void> => {
  await run.emulator.raiseEvent(PROJECT, { objectType: "deployment", objectName: "model", event: "deployment_request_finished", requestId });
};

/** Raises events, one after the other, for as long as something takes. @returns their request ids */
async function raiseDuring<T>(work: Promise<T>): Promise<[result: T, raised: string[]]> {
  const raised: string[] = [];
  const over = new AbortController();
  const result = work.finally(() => {
    over.abort();
  });
  while (!over.signal.aborted) {
    const id = `event-${raised.length}`;
    raised.push(id);
    await raise(id);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return [await result, raised];
}

const arrived = (path: string): Set<unknown> =>
  new Set(receiver.arrivals.filter((arrival) => arrival.path === path).map(({ body }) => (body as { request_id: string }).request_id));

const webhooks = () => run.emulator.webhooks(PROJECT);

test("during a replacement every event arrives at least once where the webhook has no explicit name", async () => {
  const [old = ""] = webhooks().filter(({ name }) => name !== "named").map(({ id }) => id);
  await run.write(program('version: "v1"'));
  const [result, raised] = await raiseDuring(run.program.up());
  result.ok();
  expect(webhooks().map(({ id }) => id)).not.toContain(old);
  expect(webhooks()).toHaveLength(2);
  expect(raised.filter((id) => !arrived("/unnamed").has(id))).toEqual([]);
});

test("where the service refuses the new webhook, the old one works on, and the next update finishes", async () => {
  const before = webhooks();
  await run.write(program('version: "v1", objectName: "other-model"'));
  const trouble = run.emulator.trouble({ kind: "status", status: 400, body: { error: "No more webhooks" }, methods: ["POST"] });
  const urn = `urn:pulumi:${run.program.stack}::${run.program.project}::pulumi-nodejs:dynamic/ubiops:Webhook::unnamed`;
  const refused = await run.program.up("--target", urn);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("No more webhooks");
  expect(webhooks()).toEqual(before);
  await raise("after-refusal");
  expect(arrived("/unnamed").has("after-refusal")).toBe(true);
  trouble.stop();
  (await run.program.up()).ok();
  expect(webhooks().map(({ object_name: object }) => object)).toEqual(["other-model", "other-model"]);
});

testOnPosix("where the engine is killed before the old webhook is deleted, both work, and the next update finishes", async () => {
  const before = webhooks();
  await run.write(program('version: "v1"'));
  const hold = run.emulator.hold({ method: "DELETE", path: /unnamed/, when: "before" });
  const up = run.program.spawn("up", "--yes", "--skip-preview");
  await hold.reached;
  up.kill("SIGKILL");
  await up.done;
  hold.drop();
  const unnamed = webhooks().filter(({ name }) => name.startsWith("unnamed"));
  expect(unnamed.map(({ object_name: object }) => object).toSorted()).toEqual(["model", "other-model"]);
  (await run.program.run("cancel", "--yes")).ok();
  (await run.program.up()).ok();
  expect(webhooks().map(({ object_name: object }) => object)).toEqual(["model", "model"]);
  expect(webhooks().filter(({ id }) => before.some((old) => old.id === id))).toEqual([]);
});
