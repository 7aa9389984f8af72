import { readFile } from "node:fs/promises";
import path from "node:path";

import { type Emulator, startEmulator } from "../emulator";
import { command, ROOT } from "../support/command";
import { testOnPosix as test } from "../support/platform";
import { Program } from "../support/program";

const STEPS = path.join(ROOT, "examples/pipelines/steps");
const CANARY = "CANARY-pipeline-7f3a";

const SOURCE = `
  const ubiops = require("pulumi-ubiops");
  new ubiops.Webhook("finished", {
    name: "finished", objectType: "deployment", objectName: "model", event: "deployment_request_finished",
    url: "https://hooks.example.com/a",
    headers: [{ key: "Authorization", value: "${CANARY}", protected: true }, { key: "X-A", value: "1" }],
  });
  new ubiops.Webhook("failed", {
    name: "failed", objectType: "deployment", objectName: "model", event: "deployment_request_failed",
    url: "https://hooks.example.com/b",
  });
`;

describe("the steps of the recommended pipelines", () => {
  let emulator: Emulator;
  let program: Program;
  const step = (file: string) => command("bash", [path.join(STEPS, file), program.stack], { cwd: program.folder, env: program.environment });
  const written = (file: string) => readFile(path.join(program.folder, file), "utf8");

  beforeAll(async () => {
    emulator = await startEmulator({ token: `${CANARY}-token` });
    const env = { UBIOPS_API_HOST: emulator.url, UBIOPS_API_TOKEN: emulator.token, UBIOPS_PROJECT: "shop" };
    program = await Program.create({ source: SOURCE, env });
  });
  afterAll(async () => {
    await program.dispose();
    await emulator.close();
  });

  test("preview with a comment, update from the saved plan, and look for drift, which is named and fails with 7", async () => {
    expect(await step("plan.sh")).toMatchObject({ code: 0 });
    const comment = await written("comment.md");
    expect(comment).toContain("### `dev`: what this change does");
    expect(comment).toContain('url          : "https://hooks.example.com/a"');
    expect(emulator.webhooks("shop")).toEqual([]);

    expect(await step("up.sh")).toMatchObject({ code: 0 });
    expect(emulator.webhooks("shop").map(({ name }) => name).sort()).toEqual(["failed", "finished"]);
    expect(await step("drift.sh")).toMatchObject({ code: 0, text: expect.stringContaining("No drift.") as string });

    emulator.edit("shop", "finished", { timeout: 20, headers: [{ key: "Authorization", value: CANARY, protected: true }] });
    emulator.remove("shop", "failed");
    const drift = await step("drift.sh");
    expect(drift.code).toBe(7);
    expect(drift.text).toContain(`- finished was changed: headers["X-A"], timeout`);
    expect(drift.text).toContain("- failed is gone");
  });

  test("a failing preview fails the step and says so in the comment", async () => {
    await program.write(SOURCE.replaceAll("timeout", "").replace('"https://hooks.example.com/b"', '"ftp://hooks.example.com/b"'));
    expect((await step("plan.sh")).code).not.toBe(0);
    const comment = await written("comment.md");
    expect(comment).toContain("### `dev`: the preview failed");
    expect(comment).toContain("url: must begin with https:// or http://");
    const drift = await step("drift.sh");
    expect([0, 7]).not.toContain(drift.code);
    expect(drift.text).toContain("The look for drift failed");
    expect(drift.text).toContain("url: must begin with https:// or http://");
  });

  test("nothing that the steps write holds a secret", async () => {
    const leaks = (await program.texts()).filter(({ text }) => text.includes(CANARY));
    expect(leaks.map(({ from }) => from)).toEqual([]);
  });
});
