import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../../provider/engine/dynamic/reference";
import type { StoredWebhook } from "../../emulator/src";
import { cli } from "../support/cli";
import { Emulated, PROJECT, TOKEN } from "../../tools/support/emulated";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../provider/shared/engine-values";

let run: Emulated;
let existing: StoredWebhook;
const program = () =>
  `new ubiops.Webhook("finished", { ...deployment, project: "${PROJECT}", name: "finished", version: "v1" });`;

beforeAll(async () => {
  run = await Emulated.start(program(), { mayShow: /import\.json$/ });
  existing = run.emulator.put(PROJECT, { name: "finished", version: "v1", url: "https://hooks.example.com/ubiops" });
});
afterAll(() => run.dispose());

const FLAGS = ["--generate-code=false", "--protect=false", "--yes", "--skip-preview"];

test("an import by id alone ends in the engine's host, which reads properties before the provider is reached, and changes nothing", async () => {
  const { code, text } = await run.program.run(
    "import",
    WEBHOOK_TYPE,
    "finished",
    `${PROJECT}/${existing.id}`,
    ...FLAGS,
  );
  expect(code).not.toBe(0);
  expect(text).toMatch(/Cannot read properties of undefined \(reading 'toJavaScript'\)/);
  expect((await run.program.state()).resources.filter(({ type }) => type === WEBHOOK_TYPE)).toEqual([]);
  expect(run.writes()).toEqual([]);
  expect(run.emulator.webhooks(PROJECT)).toEqual([existing]);
});

describe("an import by a file", () => {
  beforeAll(async () => {
    run.emulator.edit(PROJECT, "finished", {
      headers: [{ key: "X-Api-Key", value: "canary-in-the-file", protected: false }],
    });
    const environment = { UBIOPS_API_TOKEN: TOKEN, UBIOPS_API_HOST: run.emulator.url, UBIOPS_PROJECT: PROJECT };
    expect(await cli(["generate", "--out", "generated"], environment, run.program.folder)).toMatchObject({ code: 0 });
    const generated = await readFile(path.join(run.program.folder, "generated/import.json"), "utf8");
    const { resources } = JSON.parse(generated) as { resources: unknown[] };

    const known = run.emulator.put(PROJECT, {
      name: "other",
      url: "https://hooks.example.com/other",
      headers: [{ key: "Authorization", value: "Bearer canary-known", protected: true }],
    });
    const value = { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify("Bearer canary-known") };
    const properties = {
      project: PROJECT,
      name: "other",
      url: known.url,
      objectType: "deployment",
      objectName: "model",
      event: known.event,
      protectedHeaders: { Authorization: value },
      __provider: WEBHOOK_PROVIDER,
    };
    const id = `${PROJECT}/${known.id}`;
    const own = { type: WEBHOOK_TYPE, name: "other", id, inputs: properties, outputs: properties };
    await writeFile(path.join(run.program.folder, "import.json"), JSON.stringify({ resources: [...resources, own] }));
    run.requests();
    (await run.program.run("import", "--file", "import.json", ...FLAGS)).ok();
  });

  test("takes webhooks in without a read, with the secrets that the file holds as the engine's own files do", async () => {
    expect(run.requests()).toEqual([]);
    expect((await run.program.resource("finished", { secrets: true })).outputs).toMatchObject({
      name: "finished",
      headers: { secret: { "X-Api-Key": "canary-in-the-file" } },
    });
    expect((await run.program.resource("other", { secrets: true })).outputs).toMatchObject({
      protectedHeaders: { Authorization: { secret: "Bearer canary-known" } },
    });
  });

  test("leaves nothing to change, and what it took in is ours: destroy deletes it", async () => {
    const secret = program().replace(
      "version:",
      'headers: { "X-Api-Key": pulumi.secret("canary-in-the-file") }, version:',
    );
    const other = `new ubiops.Webhook("other", { ...deployment, project: "${PROJECT}", name: "other", url: "https://hooks.example.com/other",
      protectedHeaders: { Authorization: "Bearer canary-known" } });`;
    await run.write(`${secret}\n${other}`);
    (await run.program.up()).ok();
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    expect(run.writes()).toEqual([]);
    (await run.program.destroy()).ok();
    expect(run.emulator.webhooks(PROJECT)).toEqual([]);
  });
});
