import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import type { StoredHeader } from "../../emulator/src";
import { RESOURCES } from "../../provider/engine/plugin/resources";
import { packageSchema } from "../../provider/engine/plugin/schema";
import type { EngineResult } from "../../tools/program/engine-command";
import { ROOT } from "../../tools/support/command";
import { Emulated, PROJECT, type SentRequest } from "../../tools/support/emulated";
import { writeArchives } from "../../tools/plugin/archives";
import { MANIFEST } from "../../provider/shared/manifest";
import { startProject, startYaml, webhookYaml, writeYaml } from "../plugin/yaml";

describe("import, in YAML", () => {
  const generatedBy = ({ stdout }: EngineResult) =>
    (/^resources:\n((?: +.*\n)+)/m.exec(stdout)?.[1] ?? "").replace(/^ +options:\n +protect: true\n/gm, "");
  /** A value that is not known is left as it is. */
  const option = (name: string, id: string) =>
    webhookYaml(name, { name, timeout: 20 }, { import: `${PROJECT}/${id}`, ignoreChanges: ["protectedHeaders"] });

  let run: Emulated;
  let generated: Readonly<Record<"byName" | "byId", string>>;
  let imports: SentRequest[];
  let preview: EngineResult;
  let sent: SentRequest[];
  beforeAll(async () => {
    run = await startYaml("resources: {}");
    const fields = { url: "https://hooks.example.com/ubiops", timeout: 20 };
    const put = (name: string, headers: StoredHeader[] = []) => run.emulator.put(PROJECT, { ...fields, name, headers });
    put("by-name", [{ key: "X-Api-Key", value: "of-a-plain-header", protected: false }]);
    const byId = put("by-id", [
      { key: "Authorization", value: "canary-protected", protected: true },
      { key: "X-Stage", value: "prod", protected: false },
    ]);
    put("option-by-name");
    const optionById = put("option-by-id", [{ key: "Authorization", value: "canary-kept", protected: true }]);

    const imported = (name: string, id: string) =>
      run.program.run("import", "ubiops:index:Webhook", name, `${PROJECT}/${id}`, "--yes", "--skip-preview");
    generated = {
      byName: generatedBy((await imported("by-name", "by-name")).ok()),
      byId: generatedBy((await imported("by-id", byId.id)).ok()),
    };
    const program = [
      ["resources:", generated.byName].join("\n"),
      generated.byId,
      option("option-by-name", "option-by-name"),
      option("option-by-id", optionById.id),
    ];
    imports = run.writes();
    await writeYaml(run, program.join("\n"));
    preview = await run.program.preview();
    await writeYaml(run, program.join("\n").replace('fn::secret: ""', "fn::secret: canary-filled-in"));
    await run.program.run("state", "unprotect", "--all", "--yes");
    (await run.program.up()).ok();
    sent = run.writes();
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
  });
  afterAll(() => run.dispose());

  test.each(["by-name", "by-id", "option-by-name", "option-by-id"])("%s takes a webhook in as it is", async (name) => {
    const webhook = run.emulator.webhooks(PROJECT).find((each) => each.name === name);
    expect((await run.program.resource(name)).id).toBe(`${PROJECT}/${webhook?.id ?? "none"}`);
    expect(generated.byName).toContain("timeout: 20");
    expect(imports).toEqual([]);
  });

  test("generates a plain header that is named like a credential as a secret", () => {
    expect(generated.byName).toMatch(/X-Api-Key:\s*\n?\s*fn::secret/);
  });

  test("generates protected headers with an empty value, which the preview refuses by the name of the header", () => {
    expect(generated.byId).toContain("Authorization");
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/protectedHeaders: header "Authorization": .*value/);
    expect(preview.text).not.toMatch(/"X-Stage"/);
  });

  test("sends one PATCH with the value that is filled in, and shows no change then", () => {
    const stage = { key: "X-Stage", value: "prod", protected: false };
    const authorization = { key: "Authorization", value: "canary-filled-in", protected: true };
    expect(sent.map(({ method, name, body }) => [method, name, body])).toEqual([
      ["PATCH", "by-id", { headers: [stage, authorization] }],
    ]);
  });
});

describe("the settings of the engine", () => {
  const project = (mode: string) => `
name: program
runtime: { name: nodejs, options: { typescript: false } }
packages: { ubiops: ./node_modules/pulumi-ubiops }
config: { "pulumi:autonaming": { value: { ${mode} } } }
`;
  const setting = (run: Emulated, mode: string) =>
    writeFile(path.join(run.program.folder, "Pulumi.yaml"), project(mode));

  let run: Emulated;
  afterAll(() => run.dispose());

  test("auto-naming gives the names or forbids them, customTimeouts limits the time, and a test that failed stays in the state", async () => {
    const files = { "Pulumi.yaml": project("mode: disabled") };
    run = await Emulated.start('new ubiops.Webhook("verbatim", deployment);', { frontEnd: "native", files });
    expect((await run.program.preview()).text).toContain("automatic names are switched off in this stack");

    await setting(run, "mode: verbatim");
    const timed = (seconds: number) =>
      `new ubiops.Webhook("timed", { ...deployment, project: "slow" }, { customTimeouts: { create: "${seconds}s" } });`;
    const smoke = (more = "") =>
      `new ubiops.WebhookTest("smoke", { ...deployment, url: "http://127.0.0.1:1/closed", ${more} });`;
    await run.write(`new ubiops.Webhook("verbatim", deployment);\n${timed(2)}\n${smoke()}`);
    run.emulator.trouble({ kind: "status", status: 503, path: /\/projects\/slow\// });
    const failed = await run.program.up("--continue-on-error");
    expect(failed.code).not.toBe(0);
    expect(failed.text).toMatch(/timed creating .*within the operation.s 2 s/);
    expect(failed.text).toMatch(/The webhook test \S+ failed/);
    const { initErrors, outputs } = await run.program.resource("smoke");
    expect(initErrors).toEqual([expect.stringContaining("failed")]);
    expect(outputs).toMatchObject({ status: "failed" });

    run.emulator.clearTroubles();
    await setting(run, 'pattern: "${name}-of-${stack}"');
    await run.write(
      `new ubiops.Webhook("verbatim", { ...deployment, timeout: 20 });\n${timed(20)}\n${smoke("failOnError: false")}`,
    );
    (await run.program.up()).ok();
    expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ name: "verbatim", timeout: 20 }]);
    expect(run.emulator.webhooks("slow")).toMatchObject([{ name: "timed-of-dev" }]);
  });

  test("the schema is what the engine gets, and it is valid for the generators of all languages", async () => {
    const plugin = path.join(ROOT, "pulumi-resource-ubiops");
    const { stdout } = (await run.program.run("package", "get-schema", plugin)).ok();
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(packageSchema(RESOURCES))));
    (await run.program.run("package", "gen-sdk", plugin, "--language", "yaml", "--out", "sdk")).ok();
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
