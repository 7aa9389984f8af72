import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { runInNewContext } from "node:vm";

import type { StoredWebhook } from "../../../emulator/src";
import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../../../provider/engine/dynamic/reference";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../../provider/shared/engine-values";
import { shownMode } from "../../../tools/support/platform";
import { terraformState } from "../../support/terraform-state";
import { PROJECT, PROTECTED, Shell } from "./shell";

const shell = new Shell();

const BARE_ID = "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0001";
const FULL_ID = "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0002";
const CREDENTIAL_URL = "https://hooks.slack.com/services/T0/B0/canary-url";

/** A webhook with every field at its default, and one with no field at its default. */
function putBareAndFull(): void {
  shell.emulator.put(PROJECT, { id: BARE_ID, name: "bare", url: "https://hooks.example.com/bare", version: null });
  shell.emulator.put(PROJECT, {
    id: FULL_ID,
    name: "full one",
    url: CREDENTIAL_URL,
    object_type: "pipeline",
    object_name: "flow",
    version: "v1",
    event: "pipeline_request_failed",
    description: 'says "no"\u2028twice',
    labels: { team: "ml", "is-odd": "yes" },
    timeout: 20,
    enabled: false,
    retry: true,
    include_result: true,
    headers: [
      { key: "Authorization", value: "canary", protected: true },
      { key: "X-Api-Key", value: "canary-plain", protected: false },
      { key: "X-Stage", value: "prod", protected: false },
    ],
  });
}

const written = async (file: string) =>
  (await readFile(path.join(shell.folder, file), "utf8")).replaceAll(shell.emulator.url, "HOST");

interface Imported {
  readonly logicalName: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const imported = async () => (JSON.parse(await written("import.json")) as { resources: Imported[] }).resources;

const FULL = String.raw`const fullOne = new ubiops.Webhook("full one", {
  project: "fraud",
  name: "full one",
  url: config.requireSecret("fullOneUrl"),
  objectType: "pipeline",
  objectName: "flow",
  version: "v1",
  event: "pipeline_request_failed",
  headers: { "X-Api-Key": config.requireSecret("fullOneXApiKey"), "X-Stage": "prod" },
  protectedHeaders: { Authorization: config.requireSecret("fullOneAuthorization") },
  description: "says \"no\"\u2028twice",
  labels: { team: "ml", "is-odd": "yes" },
  timeout: 20,
  enabled: false,
  retry: true,
  includeResult: true,
`;
const BARE = `const bare = new ubiops.Webhook("bare", {
  project: "fraud",
  name: "bare",
  url: "https://hooks.example.com/bare",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
`;

describe("the program", () => {
  test("begins with what to do, and declares every field that is not at its default", async () => {
    putBareAndFull();
    const { out } = await shell.run("generate");
    const steps = `Written by "pulumi-ubiops generate" from project "fraud" at HOST. Before the first preview, in the folder of the stack:

  pulumi config set --secret ubiops:apiToken
  pulumi config set ubiops:apiHost HOST
  pulumi config set --secret fullOneUrl  # the present value: "pulumi-ubiops list --json"
  pulumi config set --secret fullOneAuthorization
  pulumi config set --secret fullOneXApiKey  # the present value: "pulumi-ubiops list --json"
  pulumi import --file import.json --generate-code=false --protect=false

Each "--secret" command asks for the value. The import needs Pulumi 3.254 or later. Delete import.json after it.
`;
    expect(out.replaceAll(shell.emulator.url, "HOST")).toBe(`Wrote index.ts.\nWrote import.json.\n\n${steps}`);
    expect(await written("index.ts")).toBe(`${steps.trimEnd().replace(/^/gm, "// ").replace(/ +$/gm, "")}

import * as pulumi from "@pulumi/pulumi";
import * as ubiops from "pulumi-ubiops";

const config = new pulumi.Config();

${BARE}});

${FULL}});
`);
  });

  test("in JavaScript that adopts says so in each webhook, and nothing is imported", async () => {
    putBareAndFull();
    await shell.run("generate", "--language", "javascript", "--adopt");
    const text = await written("index.js");
    expect(text).toContain(`
// Each "--secret" command asks for the value. Then "pulumi up" takes the webhooks over and sends everything that is declared here.

"use strict";
const pulumi = require("@pulumi/pulumi");
const ubiops = require("pulumi-ubiops");

const config = new pulumi.Config();

${BARE}  adoptExisting: true,
});
`);
    expect(text).toContain(`${FULL}  adoptExisting: true,\n});\n`);
    expect(text).not.toContain("import");
    expect(await readdir(shell.folder)).toEqual(["index.js"]);
  });

  test("needs no configuration without secrets, and warns of headers that the service may not list", async () => {
    shell.emulator.put(PROJECT, { name: "bare", url: "https://hooks.example.com/bare" });
    await shell.run("generate");
    expect(await written("index.ts")).toMatch(
      /\/\/ UbiOps shows no protected headers here\. .*\n\nimport \* as ubiops from "pulumi-ubiops";\n\nconst bare/,
    );
  });

  test("breaks a long map of headers into lines", async () => {
    const headers = ["X-A", "X-B"].map((key) => ({ key, value: "x".repeat(60), protected: false }));
    shell.emulator.put(PROJECT, { name: "long", headers });
    await shell.run("generate");
    expect(await written("index.ts")).toMatch(/\n {2}headers: \{\n {4}"X-A": "x+",\n {4}"X-B": "x+",\n {2}\},\n/);
  });

  test("declares exactly what is there, whatever characters it is made of", async () => {
    const odd = 'it\'s "a" `b` ${c} \\ */ // \u2028 ключ 🔔';
    const header = "x'`!#$%&*+.^_|~";
    shell.emulator.put(PROJECT, {
      name: odd,
      object_name: odd,
      version: odd,
      description: `${odd}\n${odd}`,
      labels: { [odd]: odd },
      headers: [
        { key: header, value: 'it\'s "a" `b` ${c} \\ */ //', protected: false },
        { key: `${header}-token`, value: "canary", protected: true },
      ],
    });
    const { code, error } = await shell.run("generate", "--language", "javascript");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const declared: unknown[] = [];
    const modules: Record<string, unknown> = {
      "@pulumi/pulumi": {
        Config: class {
          requireSecret = (name: string) => `setting ${name}`;
        },
      },
      "pulumi-ubiops": {
        Webhook: function (_: string, args: unknown) {
          declared.push(args);
        },
      },
    };
    runInNewContext(await written("index.js"), { require: (name: string) => modules[name] });
    expect(declared).toEqual([
      expect.objectContaining({
        name: odd,
        objectName: odd,
        version: odd,
        description: `${odd}\n${odd}`,
        labels: { [odd]: odd },
        headers: { [header]: 'it\'s "a" `b` ${c} \\ */ //' },
        protectedHeaders: { [`${header}-token`]: expect.stringMatching(/^setting \w+Token$/) as string },
      }),
    ]);
  });
});

describe("secrets", () => {
  test.each(["clear", "mask", "null"] as const)(
    "a protected value is in no file and on no terminal if the service returns it as %s",
    async (form) => {
      shell.emulator.setProtectedForm(form);
      shell.emulator.put(PROJECT, { name: "finished", headers: [PROTECTED] });
      const { out, error } = await shell.run("generate");
      expect(out).toContain("pulumi config set --secret finishedAuthorization\n");
      expect([out, error, await written("index.ts"), await written("import.json")].join("")).not.toContain("canary");
      expect((await imported())[0]?.inputs["protectedHeaders"]).toEqual({
        Authorization: { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: '""' },
      });
    },
  );

  test.each(["typescript", "javascript"])(
    "URLs and plain headers that may be credentials are in no program (%s) and on no terminal",
    async (language) => {
      const header = { key: "x-api-key", value: "canary-key", protected: false };
      shell.emulator.put(PROJECT, { name: "slack", url: CREDENTIAL_URL });
      shell.emulator.put(PROJECT, { name: "logic", url: "https://a.example/?sig=canary-sig", headers: [header] });
      shell.emulator.put(PROJECT, { name: 'quo"te', url: "https://a.example/?token=canary-token" });
      for (const mode of [[], ["--adopt"]]) {
        const { code, out, error } = await shell.run("generate", "--force", "--language", language, ...mode);
        expect(code).toBe(0);
        const program = await written(language === "typescript" ? "index.ts" : "index.js");
        expect([out, error, program].join("")).not.toContain("canary");
        for (const setting of ["slackUrl", "logicUrl", "logicXApiKey", "quoTeUrl"]) {
          expect(out).toContain(`  pulumi config set --secret ${setting}  # the present value`);
          expect(program).toContain(`config.requireSecret("${setting}")`);
        }
      }
    },
  );

  test("a header that is called like the setting of the URL gets a setting of its own", async () => {
    shell.emulator.put(PROJECT, {
      name: "a",
      url: CREDENTIAL_URL,
      headers: [{ key: "Url", value: "canary", protected: true }],
    });
    await shell.run("generate");
    const text = await written("index.ts");
    expect(text).toContain('url: config.requireSecret("aUrl"),');
    expect(text).toContain('protectedHeaders: { Url: config.requireSecret("aUrl_2") },');
  });

  test("from a Terraform state none is in the program or on the terminal", async () => {
    const own = shell.emulator.put(PROJECT, { name: "own", url: CREDENTIAL_URL, headers: [PROTECTED] });
    await writeFile(path.join(shell.folder, "old.tfstate"), terraformState(PROJECT, own, own));
    const { out, error } = await shell.run("generate", "--from-terraform", "old.tfstate");
    expect([out, error, await written("index.ts")].join("")).not.toContain("canary");
    expect(await written("import.json")).not.toContain("canary-protected");
  });
});

describe("the file to import", () => {
  test("holds the state that the provider would have recorded, secrets as the engine reads them from a file", async () => {
    putBareAndFull();
    await shell.run("generate");
    const bare = {
      project: "fraud",
      name: "bare",
      url: "https://hooks.example.com/bare",
      objectType: "deployment",
      objectName: "model",
      version: null,
      event: "deployment_request_finished",
      headers: {},
      protectedHeaders: {},
      description: "",
      labels: {},
      timeout: 10,
      enabled: true,
      retry: false,
      includeResult: false,
      adoptExisting: false,
      __provider: WEBHOOK_PROVIDER,
      __seed: expect.stringMatching(/^[0-9a-f]{16}-bare$/) as string,
    };
    const [first, second] = await imported();
    expect(first).toEqual({
      type: WEBHOOK_TYPE,
      name: "bare",
      logicalName: "bare",
      id: `${PROJECT}/${BARE_ID}`,
      inputs: bare,
      outputs: { ...bare, webhookId: BARE_ID, __host: "HOST" },
    });
    const secret = (value: unknown) => ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(value) });
    const secrets = {
      url: secret(CREDENTIAL_URL),
      headers: secret({ "X-Api-Key": "canary-plain", "X-Stage": "prod" }),
      protectedHeaders: { Authorization: secret("") },
      __secrets: ["headers", "url"],
    };
    expect(second).toMatchObject({
      name: "fullOne",
      id: `${PROJECT}/${FULL_ID}`,
      inputs: secrets,
      outputs: { ...secrets, webhookId: FULL_ID, __host: "HOST", __listed: true },
    });
  });

  test("of a Terraform state says nothing of the API, which is not known", async () => {
    const [own, each] = ["own", "failed"].map((name) =>
      shell.emulator.put(PROJECT, { name, headers: [PROTECTED] }),
    ) as [StoredWebhook, StoredWebhook];
    await writeFile(path.join(shell.folder, "old.tfstate"), terraformState(PROJECT, own, each));
    const { code, out } = await shell.run("generate", "--from-terraform", "old.tfstate");
    expect(code).toBe(0);
    expect(out).toContain('from the Terraform state "old.tfstate". Before');
    expect(out).not.toContain("apiHost");
    const resources = await imported();
    expect(resources.map(({ logicalName }) => logicalName)).toEqual(["own", "alerts-each-failed"]);
    for (const { outputs } of resources) {
      expect(outputs).not.toHaveProperty("__host");
      expect(outputs).not.toHaveProperty("__listed");
    }
    expect(shell.emulator.requests).toEqual([]);
  });

  test("names a resource the same, whatever other webhooks there are", async () => {
    const names = async () => (await imported()).map(({ logicalName }) => logicalName);
    shell.emulator.put(PROJECT, { name: "b/c" });
    await shell.run("generate");
    const [alone = ""] = await names();
    shell.emulator.put(PROJECT, { name: "a" });
    shell.emulator.put(PROJECT, { name: "b-c" });
    await shell.run("generate", "--force");
    expect(await names()).toEqual(["a", "b-c", alone]);
  });
});

describe("the files", () => {
  test("replace no existing file without --force", async () => {
    shell.emulator.put(PROJECT);
    await writeFile(path.join(shell.folder, "import.json"), "mine");
    const refusal = await shell.run("generate");
    expect(refusal.code).toBe(2);
    expect(refusal.error).toContain("import.json exists in");
    expect(await readdir(shell.folder)).toEqual(["import.json"]);
    expect(await written("import.json")).toBe("mine");
    expect(await shell.run("generate", "--force")).toMatchObject({ code: 0 });
    expect(await readdir(shell.folder)).toEqual(["import.json", "index.ts"]);
  });

  test("go to the folder of --out, and only the owner may read the one that may contain a secret", async () => {
    shell.emulator.put(PROJECT);
    expect(await shell.run("generate", "--out", "stack/webhooks", "--language", "javascript")).toMatchObject({
      code: 0,
    });
    expect(await readdir(path.join(shell.folder, "stack/webhooks"))).toEqual(["import.json", "index.js"]);
    expect((await stat(path.join(shell.folder, "stack/webhooks/import.json"))).mode & 0o777).toBe(shownMode(0o600));
  });

  test("are not written if there is nothing to declare", async () => {
    const { code, out, error } = await shell.run("generate");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(error).toContain("no file was written");
    expect(await readdir(shell.folder)).toEqual([]);
  });

  test("leave out a webhook that no program can declare, and say why", async () => {
    shell.emulator.put(PROJECT, { name: "good" });
    shell.emulator.put(PROJECT, { name: "bad\u2028name", url: "https://user:canary@hooks.example.com/" });
    const { code, error } = await shell.run("generate");
    expect(code).toBe(0);
    expect(error).toMatch(/^Not declared: the webhook "bad name"\. url: must not contain a user name or password/);
    const text = await written("index.ts");
    expect(text).toContain("// Not declared");
    expect(text).not.toContain("canary");
    expect(text).toContain('new ubiops.Webhook("good"');
  });
});
