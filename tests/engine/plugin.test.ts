import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { RESOURCES } from "../../provider/engine/plugin/resources";
import { packageSchema } from "../../provider/engine/plugin/schema";
import { leftovers } from "../../tools/program/leftovers";
import { ROOT } from "../../tools/support/command";
import { Emulated, PROJECT } from "../../tools/support/emulated";
import { writeArchives } from "../../tools/plugin/archives";
import { MANIFEST } from "../../provider/shared/manifest";
import { startProject, startYaml, webhookYaml, writeYaml } from "../plugin/yaml";

describe("a program in YAML", () => {
  const program = (token: string, properties: object = {}) =>
    ["resources:", ...["finished", "own"].map((name) => webhookYaml(name, webhookOf(name, token, properties)))].join(
      "\n",
    );
  const webhookOf = (name: string, token: string, properties: object) => ({
    ...(name === "own" && { name: "own-name" }),
    headers: { "X-Environment": "dev" },
    protectedHeaders: { Authorization: `Bearer ${token}` },
    ...properties,
  });

  let run: Emulated;
  beforeAll(async () => {
    run = await startYaml(program("canary-one"));
  });
  afterAll(() => run.dispose());

  test("previews, saves a plan and creates by it", async () => {
    const { text } = (await run.program.preview("--diff", "--save-plan", "plan.json")).ok();
    expect(text).toMatch(/protectedHeaders: \{\s+Authorization: \[secret\]\s+\}/);
    expect(text).toMatch(/name +: "finished-[0-9a-f]{8}"/);
    expect(run.requests()).toEqual([]);
    (await run.program.up("--plan", "plan.json")).ok();
    expect(run.writes().map(({ method }) => method)).toEqual(["POST", "POST"]);
  });

  test("shows a rotation by the name of the header, and sends it once", async () => {
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    await writeYaml(run, program("canary-two"));
    const { text } = (await run.program.up("--diff")).ok();
    expect(text).toMatch(/~ protectedHeaders: \{\s+~ Authorization: \[secret\] => \[secret\]\s+\}/);
    expect(text).not.toContain("X-Environment");
    const values = run.writes().map(({ method, body }) => [method, body?.["headers"]]);
    const sent = [
      { key: "X-Environment", value: "dev", protected: false },
      { key: "Authorization", value: "Bearer canary-two", protected: true },
    ];
    expect(values).toEqual([
      ["PATCH", sent],
      ["PATCH", sent],
    ]);
  });

  test("shows drift by name and heals it", async () => {
    run.emulator.edit(PROJECT, "own-name", {
      description: "changed",
      headers: [
        { key: "X-Environment", value: "staging", protected: false },
        { key: "X-Debug", value: "1", protected: false },
        { key: "Authorization", value: "Bearer canary-two", protected: true },
      ],
    });
    const { text } = (await run.program.up("--refresh", "--diff")).ok();
    expect(text).toMatch(/~ X-Environment: "staging" => "dev"/);
    expect(text).toMatch(/- X-Debug +: "1"/);
    expect(text).toMatch(/- description *: "changed"/);
    expect(run.emulator.webhooks(PROJECT).find(({ name }) => name === "own-name")).toMatchObject({
      description: "",
      headers: [{ key: "X-Environment", value: "dev" }, { key: "Authorization" }],
    });
    run.requests();
  });

  test("replaces: with a name of its own the old webhook goes first, otherwise the new one comes first", async () => {
    await writeYaml(run, program("canary-two", { objectName: "other-model" }));
    (await run.program.up()).ok();
    const writes = run.writes();
    const orderOf = (pattern: RegExp) =>
      writes.filter(({ name, body }) => pattern.test(String(name ?? body?.["name"]))).map(({ method }) => method);
    expect(orderOf(/^own-name$/)).toEqual(["DELETE", "POST"]);
    expect(orderOf(/^finished-/)).toEqual(["POST", "DELETE"]);
  });

  test("renames, and destroys everything", async () => {
    await writeYaml(
      run,
      ["resources:", webhookYaml("own", { objectName: "other-model", name: "new-name" })].join("\n"),
    );
    (await run.program.up()).ok();
    expect(run.writes()).toContainEqual(expect.objectContaining({ method: "PATCH", name: "own-name" }));
    expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ name: "new-name", headers: [] }]);
    (await run.program.destroy()).ok();
    expect(run.emulator.webhooks(PROJECT)).toEqual([]);
  });
});

describe("import", () => {
  let run: Emulated;
  beforeAll(async () => {
    run = await startYaml("resources: {}");
  });
  afterAll(() => run.dispose());

  test.each(["name", "id"] as const)("by the %s of a webhook: the generated program has no changes", async (key) => {
    const planted = run.emulator.put(PROJECT, { name: `there-by-${key}`, timeout: 20 });
    const id = `${PROJECT}/${planted[key]}`;
    const imported = (await run.program.run("import", "ubiops:index:Webhook", "there", id, "--yes")).ok();
    const generated = /^resources:\n(?: +.*\n)+/m.exec(imported.stdout)?.[0];
    expect(generated).toContain("timeout: 20");
    await writeYaml(run, (generated ?? "").replace(/^ +options:\n +protect: true\n/m, ""));
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    expect(run.writes()).toEqual([]);
    await writeYaml(run, "resources: {}");
    (await run.program.run("state", "delete", "--all", "--force", "--yes")).ok();
  });
});

describe("the settings of the engine", () => {
  const autonaming = (mode: string) => `config: { "pulumi:autonaming": { value: { mode: ${mode} } } }`;
  let run: Emulated;
  afterEach(() => run.dispose());

  test("auto-naming gives the names or forbids them, and customTimeouts limits the time", async () => {
    const timed = webhookYaml("finished", {}, { customTimeouts: { create: "2s" } });
    run = await startYaml([autonaming("disabled"), "resources:", timed].join("\n"));
    expect((await run.program.preview()).text).toContain("automatic names are switched off in this stack");

    await writeYaml(run, [autonaming("verbatim"), "resources:", timed].join("\n"));
    const trouble = run.emulator.trouble({ kind: "status", status: 503 });
    expect((await run.program.up()).text).toMatch(/within 2 s|2 s/);
    trouble.stop();
    (await run.program.up()).ok();
    expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ name: "finished" }]);
  });

  test("a test that failed stays in the state, and the next update tests again", async () => {
    const failing = webhookYaml("smoke", { url: "http://127.0.0.1:1/closed" }).replace(
      "ubiops:Webhook",
      "ubiops:WebhookTest",
    );
    run = await startYaml(`resources:\n${failing}`);
    const { code, text } = await run.program.up();
    expect(code).not.toBe(0);
    expect(text).toMatch(/The webhook test \S+ failed/);
    const { initErrors, outputs } = await run.program.resource("smoke");
    expect(initErrors).toEqual([expect.stringContaining("failed")]);
    expect(outputs).toMatchObject({ status: "failed" });
    expect((await run.program.preview()).ok().text).toMatch(/smoke update/);
  });

  test("the schema is what the engine gets, and it is valid for the generators of all languages", async () => {
    run = await startYaml("resources: {}");
    const plugin = path.join(ROOT, "pulumi-resource-ubiops");
    const { stdout } = (await run.program.run("package", "get-schema", plugin)).ok();
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(packageSchema(RESOURCES))));
    (await run.program.run("package", "gen-sdk", plugin, "--language", "yaml", "--out", "sdk")).ok();
  });
});

describe("a program in TypeScript", () => {
  const program = (module: string) => `
    const ubiops = require("${module}");
    const pulumi = require("@pulumi/pulumi");
    const deployment = { objectType: "deployment", objectName: "model", event: "deployment_request_finished", url: "https://hooks.example.com/ubiops" };
    const provider = new ubiops.Provider("other", { apiToken: process.env.UBIOPS_API_TOKEN, project: "office" });
    new ubiops.Webhook("auto", { ...deployment, headers: { "X-A": "1" }, protectedHeaders: { Authorization: "Bearer canary-one" } });
    new ubiops.Webhook("named", { ...deployment, name: "named", description: pulumi.secret("canary-two") }, { provider });
  `;
  const files = {
    "Pulumi.yaml": `
name: program
runtime: { name: nodejs, options: { typescript: false } }
packages: { ubiops: ./node_modules/pulumi-ubiops }
`,
  };

  let run: Emulated;
  beforeAll(async () => {
    run = await Emulated.of({ source: program("pulumi-ubiops"), files });
    (await run.program.up()).ok();
    run.requests();
  });
  afterAll(() => run.dispose());

  test.each(["pulumi-ubiops/native", "pulumi-ubiops"])("goes on with %s, and no webhook is touched", async (module) => {
    const before = [...run.emulator.webhooks(PROJECT), ...run.emulator.webhooks("office")];
    await run.program.write(program(module));
    (await run.program.up()).ok();
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    expect(run.writes()).toEqual([]);
    expect([...run.emulator.webhooks(PROJECT), ...run.emulator.webhooks("office")]).toEqual(before);
  });

  test("rotates with the plugin, which ends a write and itself when the engine is killed", async () => {
    const rotated = program("pulumi-ubiops/native").replace("canary-one", "canary-three");
    await run.program.write(rotated);
    const hold = run.emulator.hold({ method: "PATCH", when: "before" });
    const up = run.program.spawn("up", "--yes", "--skip-preview");
    await up.until(hold.reached);
    up.kill("SIGKILL");
    await up.done;
    hold.release();
    expect(await leftovers(`PULUMI_HOME=${run.program.environment["PULUMI_HOME"]}`)).toEqual([]);
    expect(run.writes()).toMatchObject([
      { method: "PATCH", name: expect.stringMatching(/^auto-/) as unknown, status: 200 },
    ]);
    (await run.program.run("cancel", "--yes")).ok();
    (await run.program.destroy()).ok();
  });
});

describe("a release", () => {
  test("is what the engine installs from a server; then no folder of the program has the plugin", async () => {
    const archives = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-archives-"));
    await writeArchives(archives);
    const server = createServer((request, response) => {
      readFile(path.join(archives, path.basename(request.url ?? ""))).then(
        (archive) => response.end(archive),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // The plugin's own text has the word by which leaks are found.
    const options = { mayShow: /plugin\.js$/ };
    const run = await startProject(`name: program\nruntime: yaml\nresources:\n${webhookYaml("finished")}`, options);
    try {
      const { port } = server.address() as AddressInfo;
      const plugin = ["resource", "ubiops", MANIFEST.version, "--server", `http://127.0.0.1:${port}`];
      (await run.program.run("plugin", "install", ...plugin)).ok();
      (await run.program.up()).ok();
      expect(run.emulator.webhooks(PROJECT)).toHaveLength(1);
    } finally {
      server.close();
      await rm(archives, { recursive: true });
      await run.dispose();
    }
  });
});
