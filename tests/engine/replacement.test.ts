import { Emulated, PROJECT } from "../../tools/support/emulated";
import { endAll } from "../../tools/support/end-all";
import { testOnPosix } from "../../tools/support/platform";
import { type Receiver, startReceiver } from "../../tools/support/receiver";

let run: Emulated;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  run = await Emulated.start(program());
  (await run.program.up()).ok();
});
afterAll(() =>
  endAll(
    () => run.dispose(),
    () => receiver.close(),
  ),
);

/**
 * One webhook without a name, one that keeps its name, and one whose name changes with each replacement. Naming the default
 * version replaces all, and all go on with the same events.
 */
function program({ round = 0, more = "" } = {}): string {
  const webhook = (name: string, own: string, options = "") =>
    `new ubiops.Webhook("${name}", { ...deployment, url: "${receiver.url}/${name}", ${own} ${more} }, { ${options} });`;
  return [
    webhook("unnamed", ""),
    webhook("named", 'name: "named",'),
    webhook("renamed", `name: "renamed-${round}",`, "deleteBeforeReplace: false"),
  ].join("\n");
}

const raise = async (requestId: string, objectName = "model"): Promise<void> => {
  await run.emulator.raiseEvent(PROJECT, {
    objectType: "deployment",
    objectName,
    event: "deployment_request_finished",
    requestId,
  });
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
  new Set(
    receiver.arrivals
      .filter((arrival) => arrival.path === path)
      .map(({ body }) => (body as { request_id: string }).request_id),
  );

const webhooks = () => run.emulator.webhooks(PROJECT);
const objects = () => webhooks().map(({ object_name: object }) => object);

describe("a replacement", () => {
  let before: string[];
  let raised: string[];
  beforeAll(async () => {
    before = webhooks().map(({ id }) => id);
    await run.write(program({ round: 1, more: 'version: "v1"' }));
    const [result, ids] = await raiseDuring(run.program.up());
    result.ok();
    raised = ids;
  });

  test("makes every webhook anew, and leaves no other", () => {
    expect(webhooks().map(({ id }) => before.includes(id))).toEqual([false, false, false]);
  });

  test.each([
    ["the webhook has no explicit name", "/unnamed"],
    ["its explicit name changes along with the rest, with deleteBeforeReplace: false", "/renamed"],
  ])("loses no event where %s", (_, path) => {
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.filter((id) => !arrived(path).has(id))).toEqual([]);
  });
});

test("where the service refuses the new webhook, the old one works on, and the next update finishes", async () => {
  const before = webhooks();
  await run.write(program({ round: 2, more: 'version: "v1", objectName: "other-model"' }));
  const trouble = run.emulator.trouble({
    kind: "status",
    status: 400,
    body: { error: "No more webhooks" },
    methods: ["POST"],
  });
  const urn = `urn:pulumi:${run.program.stack}::${run.program.project}::pulumi-nodejs:dynamic/ubiops:Webhook::unnamed`;
  const refused = await run.program.up("--target", urn);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("No more webhooks");
  expect(webhooks()).toEqual(before);
  await raise("after-refusal");
  expect(arrived("/unnamed").has("after-refusal")).toBe(true);
  trouble.stop();
  (await run.program.up()).ok();
  expect(objects()).toEqual(["other-model", "other-model", "other-model"]);
});

testOnPosix(
  "where the engine is killed before the old webhook is deleted, both get their events, and the next update finishes",
  async () => {
    const before = webhooks();
    await run.write(program({ round: 3, more: 'version: "v1"' }));
    const hold = run.emulator.hold({ method: "DELETE", path: /unnamed/, when: "before" });
    const up = run.program.spawn("up", "--yes", "--skip-preview");
    await up.until(hold.reached);
    await run.program.kill(up);
    hold.drop();

    await raise("for-the-old", "other-model");
    await raise("for-the-new", "model");
    expect([...arrived("/unnamed")].slice(-2)).toEqual(["for-the-old", "for-the-new"]);
    (await run.program.run("cancel", "--yes")).ok();
    (await run.program.up()).ok();
    expect(objects()).toEqual(["model", "model", "model"]);
    expect(webhooks().filter(({ id }) => before.some((old) => old.id === id))).toEqual([]);
  },
);
