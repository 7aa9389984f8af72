import { readFile } from "node:fs/promises";
import path from "node:path";

import { leaks } from "../../tools/support/canaries";
import { command, ROOT } from "../../tools/support/command";
import { Emulated, PROJECT } from "../../tools/support/emulated";
import { testOnPosix as test } from "../../tools/support/platform";

const STEPS = path.join(ROOT, "examples/pipelines/steps");
const CANARY = "CANARY-pipeline-7f3a";

const SOURCE = `
  const ubiops = require("pulumi-ubiops");
  new ubiops.Webhook("finished", {
    name: "finished", objectType: "deployment", objectName: "model", event: "deployment_request_finished",
    url: "https://hooks.example.com/a",
    headers: { "X-A": "1" }, protectedHeaders: { Authorization: "${CANARY}" },
  });
  new ubiops.Webhook("failed", {
    name: "failed", objectType: "deployment", objectName: "model", event: "deployment_request_failed",
    url: "https://hooks.example.com/b",
  });
`;

describe("the steps of the recommended pipelines", () => {
  let run: Emulated;
  const step = (file: string) =>
    command("bash", [path.join(STEPS, file), run.program.stack], {
      cwd: run.program.folder,
      env: run.program.environment,
    });
  const written = (file: string) => readFile(path.join(run.program.folder, file), "utf8");

  beforeAll(async () => {
    run = await Emulated.of({ source: SOURCE });
  });
  afterAll(() => run.dispose());

  test("preview with a comment, update from the saved plan, and look for drift, which is named and fails with 7", async () => {
    expect(await step("plan.sh")).toMatchObject({ code: 0 });
    const comment = await written("comment.md");
    expect(comment).toContain("### `dev`: what this change does");
    expect(comment).toMatch(/url +: "https:\/\/hooks\.example\.com\/a"/);
    expect(run.emulator.webhooks(PROJECT)).toEqual([]);

    expect(await step("up.sh")).toMatchObject({ code: 0 });
    expect(
      run.emulator
        .webhooks(PROJECT)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["failed", "finished"]);
    expect(await step("drift.sh")).toMatchObject({ code: 0, text: expect.stringContaining("No drift.") as string });

    run.emulator.edit(PROJECT, "finished", {
      timeout: 20,
      headers: [{ key: "Authorization", value: CANARY, protected: true }],
    });
    run.emulator.remove(PROJECT, "failed");
    const drift = await step("drift.sh");
    expect(drift.code).toBe(7);
    expect(drift.text).toContain(`- finished was changed: headers["X-A"], timeout`);
    expect(drift.text).toContain("- failed is gone");
  });

  test("a failing preview fails the step and says so in the comment", async () => {
    await run.program.write(SOURCE.replace('"https://hooks.example.com/b"', '"ftp://hooks.example.com/b"'));
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
    expect(leaks(await run.program.texts())).toEqual([]);
  });
});
