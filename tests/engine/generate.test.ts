import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { type Emulator, startEmulator } from "../emulator";
import { cli } from "../support/cli";
import { tool } from "../support/command";
import { Program } from "../support/program";
import { shapes } from "./generate/shapes";

const PROJECT = "fraud";
const VALUES = { Authorization: "Bearer canary-protected", XSecond: "canary-second", XApiKey: "canary-plain-key" };

const STRICT = JSON.stringify({
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: "ES2022",
    module: "node16",
    moduleResolution: "node16",
    noEmit: true,
    types: ["node"],
  },
  files: ["index.ts"],
});

let emulator: Emulator;
let program: Program;

beforeEach(async () => {
  emulator = await startEmulator({ protectedForm: "mask" });
});
afterEach(async () => {
  await program.dispose();
  await emulator.close();
});

/** What the user has from elsewhere, or is to check and give: the values of plain headers stand there. */
const GIVEN = /import\.json$|terraform\.tfstate$/;

const environment = () => ({ UBIOPS_API_TOKEN: emulator.token, UBIOPS_API_HOST: emulator.url, UBIOPS_PROJECT: PROJECT });

async function begin(file: "index.ts" | "index.js"): Promise<void> {
  program = await Program.create({ source: "", file, env: environment(), files: { "tsconfig.json": STRICT }, mayShow: GIVEN });
}

async function generate(...flags: string[]): Promise<void> {
  expect(await cli(["generate", "--force", ...flags], environment(), program.folder)).toMatchObject({ code: 0, error: "" });
}

/** Sets the stack's config as the comment in the program says. */
async function configureAsTold(values: Readonly<Record<string, string>>): Promise<string[]> {
  const text = await readFile(path.join(program.folder, path.basename(await programFile())), "utf8");
  const told = [...text.matchAll(/pulumi config set --secret (\w+)(?: |$)/gm)].map(([, setting = ""]) => setting);
  const config = told.map((setting) => {
    const [, value] = Object.entries(values).find(([ending]) => setting.replace(/_\d+$/, "").endsWith(ending)) ?? [];
    return [setting, { secret: value ?? "" }] as const;
  });
  await program.configure(Object.fromEntries(config));
  return told;
}

async function programFile(): Promise<string> {
  const file = path.join(program.folder, "index.ts");
  return readFile(file).then(
    () => file,
    () => path.join(program.folder, "index.js"),
  );
}

const typeCheck = () => tool("typescript/bin/tsc", ["-p", path.join(program.folder, "tsconfig.json")]);
const imported = () => program.run("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes", "--skip-preview");
const methods = () => emulator.requests.map(({ method }) => method);

/** What the engine says of every property that changes, without the place of it. */
const changesIn = (diff: string): string[] =>
  [...new Set(diff.split("\n").filter((line) => /^\s+[-+~] (?!\d+ to )/.test(line)).map((line) => line.trim().replace(/\s+/g, " ")))];

/** What a webhook is, in an order that is always the same: the engine sorts the names of headers. */
const content = () =>
  emulator.webhooks(PROJECT).map(({ headers, ...webhook }) => ({
    ...webhook,
    last_updated: "",
    headers: headers.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  }));

test("a program and a file to import for 40 webhooks of every shape take them over, and only protected values are sent", async () => {
  for (const shape of shapes(40)) emulator.put(PROJECT, shape);
  const before = content();
  await begin("index.ts");
  await generate();
  expect(await typeCheck()).toMatchObject({ code: 0 });
  await configureAsTold(VALUES);

  (await imported()).ok();
  expect((await program.state()).resources.filter(({ type }) => type.endsWith("Webhook"))).toHaveLength(40);

  const preview = (await program.preview("--diff")).ok();
  const shown = changesIn(preview.text);
  expect(shown.filter((line) => !PROTECTED_ALONE.test(line))).toEqual([]);
  expect(methods()).not.toContain("POST");

  emulator.clearRequests();
  (await program.up()).ok();
  expect(new Set(methods())).toEqual(new Set(["GET", "PATCH"]));
  (await program.preview("--refresh", "--expect-no-changes")).ok();
  expect(content()).toEqual(before);
  const texts = (await program.texts()).filter(({ from }) => !from.endsWith("import.json"));
  expect(texts.filter(({ text }) => text.includes("canary-")).map(({ from }) => from)).toEqual([]);
});

const PROTECTED_ALONE = /^(~ pulumi-nodejs:dynamic\/ubiops:Webhook: \(update\)|~ headers\s*: \{|~ (Authorization|X-Second)\s*: \{|\+ revision: 1|\+ value ?: \[secret\])$/;

test("a program that adopts 40 webhooks takes them over without a POST", async () => {
  for (const shape of shapes(40)) emulator.put(PROJECT, shape);
  const before = content();
  await begin("index.js");
  await generate("--adopt", "--language", "javascript");
  await configureAsTold(VALUES);
  (await program.up()).ok();
  expect(methods()).not.toContain("POST");
  expect(methods().filter((method) => method === "PATCH")).toHaveLength(40);
  (await program.preview("--refresh", "--expect-no-changes")).ok();
  expect(content()).toEqual(before);
});

test("the webhooks of a Terraform state are taken over under the names of their resources", async () => {
  const header = { key: "Authorization", value: "Bearer canary-protected", protected: true };
  const finished = emulator.put(PROJECT, { name: "finished", headers: [header], labels: { team: "ml" } });
  const failed = emulator.put(PROJECT, { name: "failed", event: "deployment_request_failed" });
  await begin("index.ts");
  const attributes = { project_name: PROJECT, object_type: "deployment", object_name: "model", version: "v1", description: null };
  await writeFile(
    path.join(program.folder, "terraform.tfstate"),
    JSON.stringify({
      version: 4,
      terraform_version: "1.9.5",
      serial: 3,
      lineage: "6f1f0c0e-8f5e-4d2f-9b59-8c2d1f4c1a11",
      outputs: {},
      resources: [
        {
          mode: "managed",
          type: "ubiops_webhook",
          name: "finished",
          provider: 'provider["registry.terraform.io/ubiops/ubiops"]',
          instances: [
            {
              schema_version: 0,
              attributes: {
                ...attributes,
                id: finished.id,
                name: "finished",
                url: finished.url,
                event: finished.event,
                headers_json: JSON.stringify([header]),
                labels: { team: "ml" },
                timeout: 10,
                enabled: true,
                retry: false,
                include_result: false,
                creation_date: finished.creation_date,
                last_updated: finished.last_updated,
              },
              sensitive_attributes: [[{ type: "get_attr", value: "headers_json" }]],
            },
          ],
        },
        {
          module: "module.alerts",
          mode: "managed",
          type: "ubiops_webhook",
          name: "each",
          provider: 'provider["registry.terraform.io/ubiops/ubiops"]',
          instances: [
            {
              index_key: "failed",
              schema_version: 0,
              attributes: { ...attributes, id: failed.id, name: "failed", url: failed.url, event: failed.event, headers_json: null, labels: null },
            },
          ],
        },
      ],
      check_results: null,
    }),
  );
  await generate("--from-terraform", "terraform.tfstate");
  expect(emulator.requests).toEqual([]);
  expect(await typeCheck()).toMatchObject({ code: 0 });
  expect(await configureAsTold(VALUES)).toEqual(["finishedAuthorization"]);
  (await imported()).ok();
  const preview = (await program.preview("--diff")).ok();
  expect(changesIn(preview.text).filter((line) => !PROTECTED_ALONE.test(line))).toEqual([]);
  (await program.up()).ok();
  (await program.preview("--refresh", "--expect-no-changes")).ok();
  expect(methods()).not.toContain("POST");
  expect((await program.resource("alerts-each-failed")).id).toBe(`${PROJECT}/${failed.id}`);
  expect(emulator.webhooks(PROJECT)).toHaveLength(2);
});
