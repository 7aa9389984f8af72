import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { cli } from "../support/cli";
import { tool } from "../../tools/support/command";
import { Emulated, PROJECT, TOKEN } from "../../tools/support/emulated";
import { terraformState } from "../support/terraform-state";
import { CREDENTIAL_URL, shapes } from "./generate/shapes";

/** The values of settings by the end of their names. */
const VALUES = {
  Authorization: "Bearer canary-protected",
  XSecond: "canary-second",
  XApiKey: "canary-plain-key",
  Url: CREDENTIAL_URL,
};

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

/** The files that contain URLs and plain headers: one of the user's own, and the one to import. */
const GIVEN = /import\.json$|terraform\.tfstate$/;

/** The lines of a preview in which webhooks get protected values. */
const PROTECTED =
  /^(~ pulumi-nodejs:dynamic\/ubiops:Webhook: \(update\)|~ protectedHeaders: \{|~ (Authorization|X-Second)\s*: \[secret\] => \[secret\])$/;

let run: Emulated;
afterEach(() => run.dispose());

/** @param file the file of the program that will be generated */
async function begin(file: "index.ts" | "index.js"): Promise<void> {
  // The tests check the types themselves, with stricter settings.
  const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
  run = await Emulated.of({
    source: "",
    file,
    files: { "tsconfig.json": STRICT },
    env,
    mayShow: GIVEN,
    emulator: { protectedForm: "mask" },
  });
}

async function generate(...flags: string[]): Promise<void> {
  const environment = { UBIOPS_API_TOKEN: TOKEN, UBIOPS_API_HOST: run.emulator.url, UBIOPS_PROJECT: PROJECT };
  expect(await cli(["generate", "--force", ...flags], environment, run.program.folder)).toMatchObject({
    code: 0,
    error: "",
  });
}

/** Sets the stack's config as the comment in the program says. @returns the settings that it names */
async function configureAsTold(file: "index.ts" | "index.js"): Promise<string[]> {
  const text = await readFile(path.join(run.program.folder, file), "utf8");
  const told = [...text.matchAll(/pulumi config set --secret (\w+)(?: |$)/gm)].map(([, setting = ""]) => setting);
  const config = told.map((setting) => {
    const [, value] = Object.entries(VALUES).find(([ending]) => setting.replace(/_\d+$/, "").endsWith(ending)) ?? [];
    return [setting, { secret: value ?? "" }] as const;
  });
  await run.program.configure(Object.fromEntries(config));
  return told;
}

const typeCheck = () => tool("typescript/bin/tsc", ["-p", path.join(run.program.folder, "tsconfig.json")]);
const imported = () =>
  run.program.run(
    "import",
    "--file",
    "import.json",
    "--generate-code=false",
    "--protect=false",
    "--yes",
    "--skip-preview",
  );
const methods = () => run.emulator.requests.map(({ method }) => method);

/** The lines of a preview about properties that change, each once. */
const changesIn = (diff: string): string[] => [
  ...new Set(
    diff
      .split("\n")
      .filter((line) => /^\s+[-+~] (?!\d+ to )/.test(line))
      .map((line) => line.trim().replace(/\s+/g, " ")),
  ),
];

/** The webhooks with their headers in order: the engine sorts the names in a map. */
const content = () =>
  run.emulator.webhooks(PROJECT).map(({ headers, ...webhook }) => ({
    ...webhook,
    last_updated: "",
    headers: headers.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  }));

test("a program and a file to import take over webhooks of every shape, and only protected values are sent", async () => {
  await begin("index.ts");
  for (const shape of shapes(20)) run.emulator.put(PROJECT, shape);
  const before = content();
  await generate();
  expect(await typeCheck()).toMatchObject({ code: 0 });
  await configureAsTold("index.ts");

  (await imported()).ok();
  expect((await run.program.state()).resources.filter(({ type }) => type.endsWith("Webhook"))).toHaveLength(20);

  const preview = (await run.program.preview("--diff")).ok();
  const shown = changesIn(preview.text);
  expect(shown.filter((line) => !PROTECTED.test(line))).toEqual([]);
  expect(methods()).not.toContain("POST");

  run.emulator.clearRequests();
  (await run.program.up()).ok();
  expect(new Set(methods())).toEqual(new Set(["GET", "PATCH"]));
  (await run.program.preview("--refresh", "--expect-no-changes")).ok();
  expect(content()).toEqual(before);
});

test("a program that adopts webhooks of every shape takes them over without a POST", async () => {
  await begin("index.js");
  for (const shape of shapes(20)) run.emulator.put(PROJECT, shape);
  const before = content();
  await generate("--adopt", "--language", "javascript");
  await configureAsTold("index.js");
  (await run.program.up()).ok();
  expect(methods()).not.toContain("POST");
  expect(methods().filter((method) => method === "PATCH")).toHaveLength(20);
  (await run.program.preview("--refresh", "--expect-no-changes")).ok();
  expect(content()).toEqual(before);
});

test("the webhooks of a Terraform state are taken over under the names of their resources", async () => {
  await begin("index.ts");
  const header = { key: "Authorization", value: "Bearer canary-protected", protected: true };
  const finished = run.emulator.put(PROJECT, { name: "finished", headers: [header], labels: { team: "ml" } });
  const failed = run.emulator.put(PROJECT, { name: "failed", event: "deployment_request_failed" });
  await writeFile(path.join(run.program.folder, "terraform.tfstate"), terraformState(PROJECT, finished, failed));
  await generate("--from-terraform", "terraform.tfstate");
  expect(run.emulator.requests).toEqual([]);
  expect(await typeCheck()).toMatchObject({ code: 0 });
  expect(await configureAsTold("index.ts")).toEqual(["finishedAuthorization"]);
  (await imported()).ok();
  const preview = (await run.program.preview("--diff")).ok();
  expect(changesIn(preview.text).filter((line) => !PROTECTED.test(line))).toEqual([]);
  expect(methods()).not.toContain("POST");
  expect((await run.program.resource("alerts-each-failed")).id).toBe(`${PROJECT}/${failed.id}`);
  expect(run.emulator.webhooks(PROJECT)).toHaveLength(2);
});
