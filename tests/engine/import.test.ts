import { writeFile } from "node:fs/promises";
import path from "node:path";

import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../../provider/engine/dynamic/reference";
import type { StoredWebhook } from "../../emulator/src";
import { cli } from "../support/cli";
import { Emulated, PROJECT, TOKEN } from "../../tools/support/emulated";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../provider/shared/engine-values";

let run: Emulated;
let existing: StoredWebhook;
const program = (options = "") =>
  `new ubiops.Webhook("finished", { ...deployment, project: "${PROJECT}", name: "finished", version: "v1" }, { ${options} });`;

beforeAll(async () => {
  run = await Emulated.start(program(), { mayShow: /import\.json$/ });
  existing = run.emulator.put(PROJECT, { name: "finished", version: "v1", url: "https://hooks.example.com/ubiops" });
});
afterAll(() => run.dispose());

const FLAGS = ["--generate-code=false", "--protect=false", "--yes", "--skip-preview"];
const id = () => `${PROJECT}/${existing.id}`;
const file = (resource: object) =>
  writeFile(path.join(run.program.folder, "import.json"), JSON.stringify({ resources: [resource] }));
const imported = async () => (await run.program.state()).resources.filter(({ type }) => type === WEBHOOK_TYPE);

/** The host reads properties, and the engine sends none along with an id. */
const NO_PROPERTIES = /Cannot read properties of undefined \(reading 'toJavaScript'\)/;

test("an import by id alone ends in the engine's host, before the provider is reached, and changes nothing", async () => {
  const { code, text } = await run.program.run("import", WEBHOOK_TYPE, "finished", id(), ...FLAGS);
  expect(code).not.toBe(0);
  expect(text).toMatch(NO_PROPERTIES);
  expect(await imported()).toEqual([]);
});

test("the import option of a resource ends in the engine's host, and changes nothing", async () => {
  await run.write(program(`import: "${id()}"`));
  const { code, text } = await run.program.up();
  expect(code).not.toBe(0);
  expect(text).toMatch(NO_PROPERTIES);
  expect(await imported()).toEqual([]);
  await run.write(program());
});

test("an import by a file with inputs and without outputs ends in the engine's host, and changes nothing", async () => {
  await file({
    type: WEBHOOK_TYPE,
    name: "finished",
    id: id(),
    inputs: { project: PROJECT, name: "finished", __provider: WEBHOOK_PROVIDER },
  });
  const { code, text } = await run.program.run("import", "--file", "import.json", ...FLAGS);
  expect(code).not.toBe(0);
  expect(text).toMatch(NO_PROPERTIES);
  expect(await imported()).toEqual([]);
});

test("an import that ends in the engine's host neither writes to the service nor deletes what is there", () => {
  expect(run.writes()).toEqual([]);
  expect(run.emulator.webhooks(PROJECT)).toEqual([existing]);
});

test("a generated file takes the webhook in without a read, and the program finds no difference", async () => {
  run.emulator.edit(PROJECT, "finished", {
    headers: [{ key: "X-Api-Key", value: "canary-in-the-file", protected: false }],
  });
  const environment = { UBIOPS_API_TOKEN: TOKEN, UBIOPS_API_HOST: run.emulator.url, UBIOPS_PROJECT: PROJECT };
  expect(await cli(["generate", "--out", "generated"], environment, run.program.folder)).toMatchObject({ code: 0 });
  run.requests();
  (await run.program.run("import", "--file", "generated/import.json", ...FLAGS)).ok();
  expect(run.requests()).toEqual([]);
  expect((await run.program.resource("finished", { secrets: true })).outputs).toMatchObject({
    name: "finished",
    headers: { secret: { "X-Api-Key": "canary-in-the-file" } },
  });
  await run.write(
    program().replace("version:", 'headers: { "X-Api-Key": pulumi.secret("canary-in-the-file") }, version:'),
  );
  (await run.program.preview("--expect-no-changes")).ok();
  (await run.program.preview("--refresh", "--expect-no-changes")).ok();
});

test("a webhook that was imported is ours: destroy deletes it", async () => {
  (await run.program.destroy()).ok();
  expect(run.emulator.webhooks(PROJECT)).toEqual([]);
});

test("a file may hold secrets as the engine's own files do", async () => {
  const foreign = run.emulator.put(PROJECT, {
    name: "other",
    headers: [{ key: "Authorization", value: "Bearer canary-known", protected: true }],
  });
  const value = { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify("Bearer canary-known") };
  const properties = {
    project: PROJECT,
    name: "other",
    url: foreign.url,
    objectType: "deployment",
    objectName: "model",
    event: foreign.event,
    protectedHeaders: { Authorization: value },
    __provider: WEBHOOK_PROVIDER,
  };
  await file({
    type: WEBHOOK_TYPE,
    name: "other",
    id: `${PROJECT}/${foreign.id}`,
    inputs: properties,
    outputs: properties,
  });
  (await run.program.run("import", "--file", "import.json", ...FLAGS)).ok();
  expect((await run.program.resource("other", { secrets: true })).outputs).toMatchObject({
    protectedHeaders: { Authorization: { secret: "Bearer canary-known" } },
  });
});
