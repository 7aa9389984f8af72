import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../../provider/shared/engine-values";
import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../../../provider/engine/dynamic/reference";
import type { StoredWebhook } from "../../../emulator/src";
import { terraformState } from "../../support/terraform-state";
import { PROJECT, Shell } from "./shell";

const shell = new Shell();

const BARE_ID = "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0001";
const FULL_ID = "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0002";

/** The webhook of which everything is a default, and the one of which nothing is. */
function plant(): void {
  shell.emulator.put(PROJECT, { id: BARE_ID, name: "bare", url: "https://hooks.example.com/bare" });
  shell.emulator.put(PROJECT, {
    id: FULL_ID,
    name: "full one",
    url: "https://hooks.example.com/full",
    object_type: "pipeline",
    object_name: "flow",
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

const FULL = String.raw`const fullOne = new ubiops.Webhook("full one", {
  project: "fraud",
  name: "full one",
  url: "https://hooks.example.com/full",
  objectType: "pipeline",
  objectName: "flow",
  version: "v1",
  event: "pipeline_request_failed",
  description: "says \"no\"\u2028twice",
  labels: { team: "ml", "is-odd": "yes" },
  timeout: 20,
  enabled: false,
  retry: true,
  includeResult: true,
  headers: [
    { key: "Authorization", value: config.requireSecret("fullOneAuthorization"), protected: true },
    { key: "X-Api-Key", value: config.requireSecret("fullOneXApiKey") },
    { key: "X-Stage", value: "prod" },
  ],
`;
const BARE = `const bare = new ubiops.Webhook("bare", {
  project: "fraud",
  name: "bare",
  url: "https://hooks.example.com/bare",
  objectType: "deployment",
  objectName: "model",
  version: "v1",
  event: "deployment_request_finished",
`;

test("a program in TypeScript begins with what is to be done, and declares everything that is no default", async () => {
  plant();
  const { out } = await shell.run("generate");
  const steps = `Written by "pulumi-ubiops generate" from project "fraud" at HOST. Before the first preview, in the stack's folder:

  pulumi config set --secret ubiops:apiToken
  pulumi config set ubiops:apiHost HOST
  pulumi config set --secret fullOneAuthorization
  pulumi config set --secret fullOneXApiKey  # "pulumi-ubiops list --json" shows it
  pulumi import --file import.json --generate-code=false --protect=false

Each "--secret" command asks for the value. The import needs Pulumi 3.254 or later; delete import.json after it.
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

test("a program in JavaScript that adopts says so of each webhook, and has nothing to import", async () => {
  plant();
  await shell.run("generate", "--language", "javascript", "--adopt");
  const text = await written("index.js");
  expect(text).toContain(`
// Each "--secret" command asks for the value. Then "pulumi up" takes the webhooks over and sends them all that is declared here.

"use strict";
const pulumi = require("@pulumi/pulumi");
const ubiops = require("pulumi-ubiops");

const config = new pulumi.Config();

${BARE}  adoptExisting: true,
});
`);
  expect(text).toContain(`${FULL}  adoptExisting: true,\n});\n`);
  expect(text).not.toContain("import");
});

test("a program without headers needs no configuration, and warns of what a service may not list", async () => {
  shell.emulator.put(PROJECT, { id: BARE_ID, name: "bare", url: "https://hooks.example.com/bare" });
  await shell.run("generate");
  expect(await written("index.ts")).toMatch(
    /If a webhook has protected headers, UbiOps does not list them: add them, or a change of its headers removes them\.\n\nimport \* as ubiops from "pulumi-ubiops";\n\nconst bare/,
  );
});

test("the file to import holds each webhook as it was read, its secrets sealed, and what was learned of the service", async () => {
  plant();
  await shell.run("generate");
  const { resources } = JSON.parse(await written("import.json")) as { resources: Record<string, unknown>[] };
  const bare = {
    project: "fraud",
    name: "bare",
    url: "https://hooks.example.com/bare",
    objectType: "deployment",
    objectName: "model",
    version: "v1",
    event: "deployment_request_finished",
    description: "",
    labels: {},
    timeout: 10,
    enabled: true,
    retry: false,
    includeResult: false,
    headers: {},
    __provider: WEBHOOK_PROVIDER,
  };
  expect(resources[0]).toEqual({
    type: WEBHOOK_TYPE,
    name: "bare",
    logicalName: "bare",
    id: `${PROJECT}/${BARE_ID}`,
    inputs: bare,
    outputs: { ...bare, __host: "HOST" },
  });
  const headers = {
    Authorization: { protected: true },
    "X-Api-Key": { value: { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: '"canary-plain"' }, secret: true },
    "X-Stage": { value: "prod" },
  };
  expect(resources[1]).toMatchObject({
    name: "fullOne",
    id: `${PROJECT}/${FULL_ID}`,
    inputs: { headers },
    outputs: { headers, __host: "HOST", __listed: true },
  });
});

test("of a Terraform state the host is not known, and its name stands in the program", async () => {
  const [own, each] = ["own", "failed"].map((name) => shell.emulator.put(PROJECT, { name })) as [
    StoredWebhook,
    StoredWebhook,
  ];
  await writeFile(path.join(shell.folder, "old.tfstate"), terraformState(PROJECT, own, each));
  const { code, out } = await shell.run("generate", "--from-terraform", "old.tfstate");
  expect(code).toBe(0);
  expect(out).toContain('from the Terraform state "old.tfstate". Before');
  expect(out).not.toContain("apiHost");
  const { resources } = JSON.parse(await written("import.json")) as { resources: Record<string, unknown>[] };
  expect(resources.map(({ logicalName }) => logicalName)).toEqual(["own", "alerts-each-failed"]);
  for (const { outputs } of resources) expect(outputs).not.toHaveProperty("__host");
});
