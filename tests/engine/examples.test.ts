import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { type Emulator, startEmulator } from "../emulator";
import { command, ROOT, tool } from "../support/command";
import { Program } from "../support/program";
import { backendUrl } from "../support/program/environment";
import { PASSPHRASE } from "../support/program/passphrase";
import type { ConfigValue } from "../support/program/project-files";
import { type Receiver, startReceiver } from "../support/receiver";

const PROJECT = "shop";
const PARTNER_TOKEN = "token-of-the-partner";
const CALLBACK_TOKEN: ConfigValue = { secret: "canary-of-the-callback-token" };

let emulator: Emulator;
let partner: Emulator;
let receiver: Receiver;
let programs: Program[];

beforeAll(async () => {
  [emulator, partner, receiver] = [await startEmulator(), await startEmulator({ token: PARTNER_TOKEN }), await startReceiver()];
});
afterAll(async () => {
  await receiver.close();
  await partner.close();
  await emulator.close();
});
beforeEach(() => {
  programs = [];
  emulator.webhooks(PROJECT).forEach(({ name }) => { emulator.remove(PROJECT, name); });
});
afterEach(async () => {
  await Promise.all(programs.map((program) => program.dispose()));
});

const service = () => ({ UBIOPS_API_HOST: emulator.url, UBIOPS_API_TOKEN: emulator.token, UBIOPS_PROJECT: PROJECT });

/** The files of an example, as they are. */
async function filesOf(name: string): Promise<Record<string, string>> {
  const folder = path.join(ROOT, "examples", name);
  const entries = (await fs.readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = entries.map(async (entry) => [entry.name, await fs.readFile(path.join(folder, entry.name), "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** An example as a project of its own, with the stack config that its README asks for. */
async function example(name: string, config: Readonly<Record<string, ConfigValue>> = {}): Promise<Program> {
  const files = await filesOf(name);
  const program = await Program.create({ project: name, file: "index.ts", source: files["index.ts"] ?? "", files, config, env: service() });
  programs.push(program);
  return program;
}

const callback = () => ({ callbackUrl: receiver.url, callbackToken: CALLBACK_TOKEN });
const events = (place = emulator, project = PROJECT) => place.webhooks(project).map(({ object_name, event }) => `${object_name} ${event}`).sort();

describe("The example", () => {
  test("quickstart makes its webhook", async () => {
    const program = await example("quickstart", callback());
    (await program.up()).ok();
    expect(events()).toEqual(["fraud-model deployment_request_finished"]);
  });

  test("webhook-test-gate stops where the receiver does not answer, and goes on where it does", async () => {
    const program = await example("webhook-test-gate", { ...callback(), release: "2026-11" });
    receiver.answer({ status: 500 });
    expect((await program.up()).text).toMatch(/The webhook test \S+ failed/);
    expect(events()).toEqual(["fraud-model deployment_request_failed"]);
    receiver.answer({});
    (await program.up()).ok();
    expect(events()).toEqual(["fraud-model deployment_request_failed", "fraud-model deployment_request_finished"]);
    expect(await program.outputs()).toMatchObject({ testStatus: "completed" });
  });

  test("two-organizations makes a webhook in each", async () => {
    const partnerConfig = { partnerToken: { secret: PARTNER_TOKEN }, partnerHost: partner.url, partnerProject: "theirs" };
    const program = await example("two-organizations", { callbackUrl: receiver.url, ...partnerConfig });
    (await program.up()).ok();
    expect([events(), events(partner, "theirs")]).toEqual([
      ["fraud-model deployment_request_finished"],
      ["scoring pipeline_request_finished"],
    ]);
  });

  test("many-webhooks makes one for each moment of its table", async () => {
    const program = await example("many-webhooks", callback());
    (await program.up()).ok();
    expect(events()).toHaveLength(6);
  });

  test("rotation shows a new value as a revision and sends no other one again", async () => {
    const config = { ...callback(), signingKey: { secret: "canary-of-the-signing-key" } };
    const program = await example("rotation", config);
    (await program.up()).ok();
    await program.configure({ ...config, callbackToken: { secret: "canary-of-the-next-token" } });
    const { text } = (await program.preview("--diff")).ok();
    expect(text).toMatch(/revision\s*: 1 => 2/);
    emulator.clearRequests();
    (await program.up()).ok();
    expect(emulator.requests.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
      {
        headers: [
          { key: "Authorization", value: "Bearer canary-of-the-next-token", protected: true },
          { key: "X-Environment", value: "dev", protected: false },
          { key: "X-Signing-Key", value: null, protected: true },
        ],
      },
    ]);
  });

  test("component makes the four webhooks of a deployment", async () => {
    const program = await example("component", callback());
    (await program.up()).ok();
    expect(events()).toEqual(["completed", "failed", "finished", "started"].map((moment) => `fraud-model deployment_request_${moment}`));
  });

  test("stack-reference takes the URL and the token from another stack, the token as a secret", async () => {
    const program = await example("stack-reference", { receiverStack: "organization/receiver/dev" });
    const backend = backendUrl(path.join(path.dirname(program.folder), "backend"));
    const source = `
      const pulumi = require("@pulumi/pulumi");
      exports.receiverUrl = "${receiver.url}/other-stack";
      exports.receiverToken = pulumi.secret("canary-of-the-receiver");`;
    const other = await Program.create({ project: "receiver", source, env: { PULUMI_BACKEND_URL: backend } });
    programs.push(other);
    (await other.run("stack", "init", "organization/receiver/dev")).ok();
    (await other.up()).ok();
    (await program.up()).ok();
    expect(emulator.webhooks(PROJECT)).toMatchObject([
      { url: `${receiver.url}/other-stack`, headers: [{ key: "Authorization", value: "canary-of-the-receiver" }] },
    ]);
    const texts = await program.texts();
    expect(texts.filter(({ text }) => text.includes("canary-of-the-receiver")).map(({ from }) => from)).toEqual([]);
  });

  test("unit-tests passes without an engine or a service", async () => {
    const { code, text } = await tool("jest/bin/jest.js", ["--no-cache"], path.join(ROOT, "examples/unit-tests"));
    expect({ code, text }).toMatchObject({ code: 0 });
  });

  test("automation-api makes its webhook and takes it away again", async () => {
    const program = await example("automation-api");
    const home = await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-automation-"));
    const env = {
      ...process.env,
      ...service(),
      CALLBACK_URL: receiver.url,
      PATH: [process.env["PULUMI_UBIOPS_ENGINE"], process.env["PATH"]].join(path.delimiter),
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: backendUrl(home),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const start = (...args: string[]) => {
      const tsx = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
      return command(process.execPath, [tsx, "index.ts", ...args], { cwd: program.folder, env });
    };
    try {
      expect(await start()).toMatchObject({ code: 0, text: expect.stringMatching(/webhookId: [0-9a-f-]{36}/) as string });
      expect(events()).toEqual(["fraud-model deployment_request_finished"]);
      expect(await start("destroy")).toMatchObject({ code: 0 });
      expect(events()).toEqual([]);
    } finally {
      await fs.rm(home, { recursive: true, force: true });
    }
  });
});
