import type { StoredWebhook } from "../../emulator/src";
import { Emulated, PROJECT } from "../../tools/support/emulated";
import type { EngineResult } from "../../tools/program/engine-command";
import type { StateResource } from "../../tools/program/state";

const HEADERS = `headers: { "X-Plain": "plain" }, protectedHeaders: { Authorization: "Bearer canary" }`;

const program = (kept: string): string => `
  for (const name of ["kept", "bare", "nulls", "lists"]) {
    new ubiops.Webhook(name, { ...deployment, name, labels: { team: "ml" }, ${HEADERS}, ...(name === "kept" && { timeout: ${kept} }) });
  }
`;

/** A state as an edit by hand might leave it. */
const EDITS: Readonly<Record<string, (properties: Record<string, unknown>) => Record<string, unknown>>> = {
  bare: ({ __provider, name, project }) => ({ __provider, name, project }),
  nulls: (properties) => ({
    ...properties,
    headers: null,
    protectedHeaders: null,
    labels: null,
    timeout: null,
    __host: null,
    __secrets: null,
  }),
  lists: (properties) => ({
    ...properties,
    headers: [{ key: "Authorization", protected: true }, null, "none"],
    protectedHeaders: { Authorization: 1 },
    labels: ["team"],
    timeout: "10",
    enabled: "yes",
    __listed: "no",
  }),
};

describe("failures and damaged states", () => {
  let run: Emulated;
  const results = new Map<string, EngineResult>();
  const states = new Map<string, StateResource>();
  let repaired: StoredWebhook[];

  async function damage(): Promise<void> {
    for (const [name, edit] of Object.entries(EDITS)) {
      await run.program.editState(name, (resource) => {
        Object.assign(resource, { inputs: edit(resource.inputs ?? {}), outputs: edit(resource.outputs ?? {}) });
      });
    }
  }

  beforeAll(async () => {
    run = await Emulated.start(program("10"));
    (await run.program.up()).ok();

    run.emulator.trouble({ kind: "status", status: 422, methods: ["PATCH"], body: { timeout: ["Not today."] } });
    await run.write(program("20"));
    results.set("refused", await run.program.up());
    states.set("refused", await run.program.resource("kept"));
    run.emulator.clearTroubles();
    results.set("accepted", await run.program.up());

    await damage();
    results.set("damaged preview", await run.program.preview());
    results.set("damaged refresh", await run.program.refresh());
    await damage();
    results.set("damaged up", await run.program.up());
    repaired = run.emulator.webhooks(PROJECT);
    results.set("quiet", await run.program.preview("--refresh", "--expect-no-changes"));
    await damage();
    results.set("damaged destroy", await run.program.destroy());
  });
  afterAll(() => run.dispose());

  const result = (name: string) => taken(results, name);
  const state = (name: string) => taken(states, name);

  test("after a failed update the state holds the old values, and the next one sends the difference again", () => {
    expect(result("refused").code).not.toBe(0);
    expect(state("refused").outputs).toMatchObject({ timeout: 10 });
    result("accepted").ok();
  });

  test("an error is a sentence, then the service's words, then the request, without a stack", () => {
    const message = result("refused")
      .text.split("\n")
      .find((line) => line.includes("UbiOps says:"));
    expect(message).toMatch(
      /The UbiOps API does not accept timeout of webhook "kept" in project "shop" at \S+: .* UbiOps says: timeout: Not today\. \(PATCH \/projects\/shop\/webhooks\/kept, status 422\)/,
    );
    expect(result("refused").text).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
  });

  test.each(["damaged preview", "damaged refresh", "damaged up", "quiet", "damaged destroy"])(
    "%s: a state that was edited by hand is read",
    (name) => {
      result(name).ok();
      expect(result(name).text).not.toMatch(/TypeError|Cannot read|undefined|^\s+at /m);
    },
  );

  test("an update repairs what the edits took away, and makes no second webhook", () => {
    const right = { url: "https://hooks.example.com/ubiops", labels: { team: "ml" }, enabled: true };
    const headers = [
      { key: "X-Plain", value: "plain", protected: false },
      { key: "Authorization", value: "Bearer canary", protected: true },
    ];
    expect(repaired.map(({ name }) => name).sort()).toEqual(["bare", "kept", "lists", "nulls"]);
    for (const webhook of repaired) expect(webhook).toMatchObject({ ...right, headers });
  });

  test("a destruction leaves nothing", () => {
    expect(run.emulator.webhooks(PROJECT)).toEqual([]);
  });
});

function taken<T>(by: ReadonlyMap<string, T>, name: string): T {
  const value = by.get(name);
  if (value === undefined) throw new Error(`Nothing is called ${name}`);
  return value;
}
