import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { getWebhook, listWebhooks } from "../../provider";
import { type Emulator, startEmulator } from "../../emulator/src";
import { pythonPackage } from "../../tools/support/python-package";
import { Process } from "../support/verbs";

const PROJECT = "shop";
const client = pythonPackage("ubiops", "4.15.0");

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

if ("missing" in client) {
  process.stderr.write(`Skipped the test with the official Python client: ${client.missing}\n`);
  test.skip("each reads what the other wrote", () => undefined);
} else {
  test("the official Python client reads what this package wrote, and the other way round", async () => {
    await new Process(emulator, { project: PROJECT }).create({
      name: "ours",
      url: "https://hooks.example.com/ours",
      objectType: "deployment",
      objectName: "model",
      version: "v1",
      event: "deployment_request_finished",
      headers: { "X-Plain": "plain" },
      protectedHeaders: { Authorization: "Bearer canary-ours" },
      labels: { team: "ml" },
      timeout: 7,
      enabled: false,
      includeResult: true,
    });
    const { stdout } = await promisify(execFile)("python3", [join(__dirname, "python-client", "exchange.py")], {
      env: {
        PATH: process.env["PATH"],
        PYTHONPATH: client.folder,
        UBIOPS_API_HOST: emulator.url,
        UBIOPS_API_TOKEN: `Token ${emulator.token}`,
      },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      name: "ours",
      url: "https://hooks.example.com/ours",
      object_type: "deployment",
      object_name: "model",
      version: "v1",
      event: "deployment_request_finished",
      headers: [
        { key: "X-Plain", value: "plain", protected: false },
        { key: "Authorization", value: null, protected: true },
      ],
      labels: { team: "ml" },
      description: "",
      timeout: 7,
      enabled: false,
      retry: false,
      include_result: true,
    });

    const there = { project: PROJECT, apiHost: emulator.url, apiToken: emulator.token };
    const theirs = await getWebhook({ name: "theirs" }, there);
    expect(theirs).toMatchObject({
      name: "theirs",
      objectType: "pipeline",
      objectName: "flow",
      event: "pipeline_request_failed",
      headers: { "X-Plain": "plain" },
      protectedHeaderNames: ["Authorization"],
      labels: { team: "ops" },
      description: "from Python",
      timeout: 20,
      enabled: true,
      retry: true,
      includeResult: false,
    });
    expect(JSON.stringify(theirs)).not.toContain("canary");
    expect((await listWebhooks({ labels: { team: "ops" } }, there)).map(({ webhookId }) => webhookId)).toEqual([
      theirs.webhookId,
    ]);
    expect(await listWebhooks({ objectType: "deployment" }, there)).toMatchObject([{ name: "ours" }]);
  });
}
