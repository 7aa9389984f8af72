import type { StoredWebhook } from "../emulator";
import { Emulated, PROJECT } from "../support/emulated";
import type { EngineResult } from "../support/program/engine-command";
import type { StateResource } from "../support/program/state";

const HEADERS = `headers: [{ key: "Authorization", value: "Bearer canary", protected: true }, { key: "X-Plain", value: "plain" }]`;
const UUID = "0f7d6f0e-3a55-4c58-9a53-5a1f5d3c2b11";

const program = (kept: string): string => `
  for (const name of ["partial", "kept", "bare", "nulls", "lists"]) {
    new ubiops.Webhook(name, { ...deployment, name, labels: { team: "ml" }, ${HEADERS}, ...(name === "kept" && { timeout: ${kept} }) });
  }
`;

/** A state as somebody's edit, or an older version, might leave it. */
const EDITS: Readonly<Record<string, (properties: Record<string, unknown>) => Record<string, unknown>>> = {
  bare: ({ __provider, name, project }) => ({ __provider, name, project }),
  nulls: (properties) => ({ ...properties, headers: null, labels: null, timeout: null, __host: null, __secrets: null }),
  lists: (properties) => ({
    ...properties,
    headers: [{ key: "Authorization", protected: true }, { key: "X-Plain", value: "plain" }, { value: "nameless" }, null, "none"],
    labels: ["team"],
    timeout: "10",
    enabled: "yes",
    __listed: "no",
  }),
};

describe("failures and damaged states", () => {
  let run: Emulated;
  const results: Record<string, EngineResult> = {};
  const states: Record<string, StateResource> = {};
  let repaired: StoredWebhook[];

  /** The service takes the creation of "partial" without its headers, and refuses them afterwards too. */
  function takeWithoutHeaders(): void {
    const { emulator } = run;
    const hold = emulator.hold({ method: "POST", path: /webhooks$/, when: "before" });
    void hold.reached.then(() => {
      const { headers, ...shown } = emulator.put(PROJECT, { id: UUID, name: "partial", url: "https://hooks.example.com/ubiops", labels: { team: "ml" } });
      emulator.trouble({ kind: "status", status: 201, methods: ["POST"], body: { ...shown, headers }, times: 1 });
      emulator.trouble({ kind: "status", status: 400, methods: ["PATCH"], path: /partial$/, body: { headers: ["Headers cannot be set now."] } });
      hold.release();
    });
  }

  async function damage(): Promise<void> {
    const { stdout } = (await run.program.run("stack", "export")).ok();
    const state = JSON.parse(stdout) as { deployment: { resources: StateResource[] } };
    for (const resource of state.deployment.resources) {
      const edit = EDITS[resource.urn.split("::").at(-1) ?? ""];
      if (edit) Object.assign(resource, { inputs: edit(resource.inputs ?? {}), outputs: edit(resource.outputs ?? {}) });
    }
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${run.program.folder}/damaged.json`, JSON.stringify(state));
    (await run.program.run("stack", "import", "--file", "damaged.json")).ok();
  }

  beforeAll(async () => {
    run = await Emulated.start(program("10").replace(/\["partial".*\]\)/, '["partial"])'));
    takeWithoutHeaders();
    results["partial"] = await run.program.up();
    states["partial"] = await run.program.resource("partial", { secrets: true });
    results["refreshed"] = await run.program.refresh();
    run.emulator.clearTroubles();
    await run.write(program("10"));
    results["completed"] = await run.program.up();
    states["completed"] = await run.program.resource("partial");

    run.emulator.trouble({ kind: "status", status: 422, methods: ["PATCH"], body: { timeout: ["Not today."] } });
    await run.write(program("20"));
    results["refused"] = await run.program.up();
    states["refused"] = await run.program.resource("kept");
    run.emulator.clearTroubles();
    results["accepted"] = await run.program.up();

    await damage();
    results["damaged preview"] = await run.program.preview();
    results["damaged refresh"] = await run.program.refresh();
    await damage();
    results["damaged up"] = await run.program.up();
    repaired = run.emulator.webhooks(PROJECT);
    results["quiet"] = await run.program.preview("--refresh", "--expect-no-changes");
    await damage();
    results["damaged destroy"] = await run.program.destroy();
  });
  afterAll(() => run.dispose());

  test("a creation that was done but for its headers fails, keeps its id, and says why", () => {
    expect(results["partial"]?.code).not.toBe(0);
    expect(results["partial"]?.text).toContain("The webhook was created, but without all of its headers");
    expect(results["partial"]?.text).toContain("Headers cannot be set now.");
    expect(states["partial"]).toMatchObject({ id: `${PROJECT}/${UUID}`, outputs: { name: "partial" } });
    expect(states["partial"]?.initErrors).toHaveLength(1);
  });

  test("a refresh of it works, and the next update completes that very webhook", () => {
    results["refreshed"]?.ok();
    results["completed"]?.ok();
    expect(states["completed"]?.id).toBe(`${PROJECT}/${UUID}`);
    expect(states["completed"]?.initErrors ?? []).toEqual([]);
  });

  test("after a failed update the state holds the old values, and the next one sends the difference again", () => {
    expect(results["refused"]?.code).not.toBe(0);
    expect(states["refused"]?.outputs).toMatchObject({ timeout: 10 });
    results["accepted"]?.ok();
  });

  test("an error is a sentence, then the service's words, then the request, without a stack", () => {
    const message = results["refused"]?.text.split("\n").find((line) => line.includes("UbiOps says:"));
    expect(message).toMatch(
      /The UbiOps API does not accept timeout of webhook "kept" in project "shop" at \S+: .* UbiOps says: timeout: Not today\. \(PATCH \/projects\/shop\/webhooks\/kept, status 422\)/,
    );
    expect(results["refused"]?.text).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
  });

  test.each(["damaged preview", "damaged refresh", "damaged up", "quiet", "damaged destroy"])("%s: a state that was edited by hand is read", (name) => {
    results[name]?.ok();
    expect(results[name]?.text).not.toMatch(/TypeError|Cannot read|undefined|^\s+at /m);
  });

  test("an update repairs what the edits took away, and makes no second webhook", () => {
    const right = { url: "https://hooks.example.com/ubiops", labels: { team: "ml" }, enabled: true };
    const headers = [{ key: "Authorization", value: "Bearer canary", protected: true }, { key: "X-Plain", value: "plain", protected: false }];
    expect(repaired.map(({ name }) => name).sort()).toEqual(["bare", "kept", "lists", "nulls", "partial"]);
    for (const webhook of repaired) expect(webhook).toMatchObject({ ...right, headers });
  });

  test("a destruction leaves nothing", () => {
    expect(run.emulator.webhooks(PROJECT)).toEqual([]);
  });
});
