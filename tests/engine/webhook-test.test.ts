import { Emulated } from "../../tools/support/emulated";
import { endAll } from "../../tools/support/end-all";
import type { EngineResult } from "../../tools/program/engine-command";
import { type Receiver, startReceiver } from "../../tools/support/receiver";

const SECRET = "canary-of-a-header";
const ROTATED = "canary-after-rotation";
const HIDDEN_PATH = "/canary-of-a-url";

let run: Emulated;
let good: Receiver;
let bad: Receiver;

/** The program: a webhook and its test, a test that may fail, and one of a URL that is a secret. */
const body = ({ trigger = "one", value = SECRET, version = "v2" }) => `
const finished = new ubiops.Webhook("finished", {
  ...deployment, url: "${good.url}/finished", retry: true, version: "${version}",
  headers: { "X-Environment": "staging" }, protectedHeaders: { Authorization: "Bearer ${value}" },
}, { ignoreChanges: ["version"] });
exports.version = finished.version;
new ubiops.WebhookTest("gate", { webhook: finished, triggers: [${JSON.stringify(trigger)}] });
new ubiops.WebhookTest("tolerant", { ...deployment, url: "${bad.url}/tolerant", failOnError: false });
new ubiops.WebhookTest("hidden", {
  ...deployment, url: pulumi.secret("${bad.url}${HIDDEN_PATH}"), failOnError: false,
});
`;

/** The paths of the test calls that UbiOps was asked for since the test began, sorted. */
const called = (): string[] =>
  run.emulator.requests
    .filter(({ method, path }) => method === "POST" && path.endsWith("/webhooks-tests"))
    .map(({ body: sent }) => new URL((sent as { url: string }).url).pathname)
    .sort();

/** What the engine would do or did with a resource, as it prints it. */
const lineOf = ({ text }: EngineResult, name: string) =>
  text
    .split("\n")
    .find((line) => line.includes(`WebhookTest ${name} `) || line.trimEnd().endsWith(`WebhookTest ${name}`));

describe("A webhook test on the engine", () => {
  beforeAll(async () => {
    [good, bad] = [await startReceiver(), await startReceiver()];
    bad.answer({ status: 503 });
    run = await Emulated.start("");
    await run.write(body({}));
  });
  afterAll(() =>
    endAll(
      () => run.dispose(),
      () => good.close(),
      () => bad.close(),
    ),
  );
  beforeEach(() => {
    run.emulator.clearRequests();
  });

  test("runs on an update, with everything from its webhook and after it, and records how it ended", async () => {
    (await run.program.up()).ok();
    const order = run.emulator.requests
      .filter(({ method }) => method === "POST")
      .map(({ path, body: sent }) => [path.split("/").at(-1), sent]);
    const test = order.findIndex(
      ([, sent]) => JSON.stringify(sent).includes("/finished") && !JSON.stringify(sent).includes('"name"'),
    );
    expect(order.slice(0, test).some(([path]) => path === "webhooks")).toBe(true);
    expect(order[test]?.[1]).toMatchObject({
      retry: true,
      headers: [
        { key: "X-Environment", value: "staging", protected: false },
        { key: "Authorization", value: `Bearer ${SECRET}`, protected: true },
      ],
    });
    expect(called()).toEqual([HIDDEN_PATH, "/finished", "/tolerant"]);
    expect(good.arrivals.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${SECRET}` });

    const outputs = async (name: string) => (await run.program.resource(name, { secrets: true })).outputs;
    expect(await outputs("gate")).toMatchObject({ status: "completed", testId: expect.any(String) as string });
    expect(await outputs("tolerant")).toMatchObject({
      status: "failed",
      errorMessage: expect.stringContaining("503") as string,
    });
    expect(await outputs("hidden")).toMatchObject({
      status: "failed",
      errorMessage: { secret: expect.any(String) as string },
    });
  });

  test("is due without a change only if it had not completed, as a preview shows, which sends nothing", async () => {
    const preview = (await run.program.preview()).ok();
    expect([lineOf(preview, "gate"), lineOf(preview, "tolerant")]).toEqual([
      undefined,
      expect.stringContaining("update"),
    ]);
    expect(called()).toEqual([]);
  });

  test("runs again with a rotated header, and fails the update with the service's message", async () => {
    good.answer({ status: 418 });
    await run.write(body({ trigger: "two", value: ROTATED, version: "v3" }));
    const failed = await run.program.up();
    expect(failed.code).not.toBe(0);
    expect(failed.text).toMatch(/The webhook test \S+ failed: .*418/);
    expect((await run.program.resource("gate")).outputs).toMatchObject({ status: "failed" });
    expect(good.arrivals.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${ROTATED}` });
  });

  test("is due after a failure though nothing changed, also after a refresh, which sends nothing", async () => {
    (await run.program.refresh()).ok();
    expect(called()).toEqual([]);
    good.answer({});
    (await run.program.up()).ok();
    expect(called()).toEqual([HIDDEN_PATH, "/finished", "/tolerant"]);
    expect((await run.program.resource("gate")).outputs).toMatchObject({ status: "completed" });
  });

  test("is of the version that is recorded, if `ignoreChanges` keeps another one than the declared one", async () => {
    expect((await run.program.resource("gate")).inputs).toMatchObject({ version: "v2" });
    expect(await run.program.outputs()).toEqual({ version: "v2" });
  });

  test("sends nothing when it is destroyed", async () => {
    (await run.program.destroy()).ok();
    expect(called()).toEqual([]);
    expect(run.emulator.webhooks("shop")).toEqual([]);
  });
});
