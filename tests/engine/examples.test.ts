import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { type Emulator, startEmulator } from "../../emulator/src";
import { leaks } from "../../tools/support/canaries";
import { command, ROOT, tool } from "../../tools/support/command";
import { PROJECT, TOKEN } from "../../tools/support/emulated";
import { endAll } from "../../tools/support/end-all";
import { Program } from "../../tools/program";
import { backendUrl } from "../../tools/program/environment";
import { PASSPHRASE } from "../../tools/program/passphrase";
import type { ConfigValue } from "../../tools/program/project-files";
import { type Receiver, startReceiver } from "../../tools/support/receiver";

const PARTNER_TOKEN = "canary-of-the-partner";
const CALLBACK_TOKEN: ConfigValue = { secret: "canary-of-the-callback-token" };

let emulator: Emulator;
let partner: Emulator;
let receiver: Receiver;
let programs: Program[];

beforeAll(async () => {
  [emulator, partner, receiver] = [
    await startEmulator({ token: TOKEN }),
    await startEmulator({ token: PARTNER_TOKEN }),
    await startReceiver(),
  ];
});
afterAll(() =>
  endAll(
    () => receiver.close(),
    () => partner.close(),
    () => emulator.close(),
  ),
);
beforeEach(() => {
  programs = [];
  emulator.webhooks(PROJECT).forEach(({ name }) => {
    emulator.remove(PROJECT, name);
  });
});
afterEach(() => endAll(...programs.map((program) => () => program.dispose())));

const service = () => ({ UBIOPS_API_HOST: emulator.url, UBIOPS_API_TOKEN: emulator.token, UBIOPS_PROJECT: PROJECT });

/** The files of an example, as they are. */
async function filesOf(name: string): Promise<Record<string, string>> {
  const folder = path.join(ROOT, "examples", name);
  const entries = (await fs.readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = entries.map(
    async (entry) => [entry.name, await fs.readFile(path.join(folder, entry.name), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

/** An example as a project of its own, with the stack config that its README asks for. */
async function start(name: string, config: Readonly<Record<string, ConfigValue>> = {}): Promise<Program> {
  const files = await filesOf(name);
  // The gates check the types of all examples.
  const env = { ...service(), PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
  const program = await Program.create({
    project: name,
    file: "index.ts",
    source: files["index.ts"] ?? "",
    files,
    config,
    env,
  });
  programs.push(program);
  return program;
}

const callback = () => ({ callbackUrl: receiver.url, callbackToken: CALLBACK_TOKEN });
const events = (place = emulator, project = PROJECT) =>
  place
    .webhooks(project)
    .map(({ object_name, event }) => `${object_name} ${event}`)
    .sort();

const tested: string[] = [];

/** A test of an example, by its folder. */
function example(folder: string, what: string, run: (folder: string) => Promise<void>): void {
  tested.push(folder);
  test(`${folder} ${what}`, () => run(folder));
}

describe("The example", () => {
  example(
    "webhook-test-gate",
    "stops where the receiver does not answer, and goes on where it does",
    async (folder) => {
      const program = await start(folder, { ...callback(), release: "2026-11" });
      receiver.answer({ status: 500 });
      expect((await program.up()).text).toMatch(/The webhook test \S+ failed/);
      expect(events()).toEqual(["fraud-model deployment_request_failed"]);
      receiver.answer({});
      (await program.up()).ok();
      expect(events()).toEqual(["fraud-model deployment_request_failed", "fraud-model deployment_request_finished"]);
      expect(await program.outputs()).toMatchObject({ testStatus: "completed" });
    },
  );

  example("two-organizations", "makes a webhook in each", async (folder) => {
    const partnerConfig = {
      partnerToken: { secret: PARTNER_TOKEN },
      partnerHost: partner.url,
      partnerProject: "theirs",
    };
    const program = await start(folder, { callbackUrl: receiver.url, ...partnerConfig });
    (await program.up()).ok();
    expect([events(), events(partner, "theirs")]).toEqual([
      ["fraud-model deployment_request_finished"],
      ["scoring pipeline_request_finished"],
    ]);
  });

  example("many-webhooks", "makes one for each moment of its table", async (folder) => {
    const program = await start(folder, callback());
    (await program.up()).ok();
    expect(events()).toHaveLength(6);
  });

  example(
    "rotation",
    "shows the name of the header with a new value, and sends no other value again",
    async (folder) => {
      const config = { ...callback(), signingKey: { secret: "canary-of-the-signing-key" } };
      const program = await start(folder, config);
      (await program.up()).ok();
      await program.configure({ ...config, callbackToken: { secret: "canary-of-the-next-token" } });
      const { text } = (await program.preview("--diff")).ok();
      expect(text).toMatch(/~ Authorization: \[secret\] => \[secret\]/);
      emulator.clearRequests();
      (await program.up()).ok();
      expect(emulator.requests.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
        {
          headers: [
            { key: "X-Environment", value: "dev", protected: false },
            { key: "Authorization", value: "Bearer canary-of-the-next-token", protected: true },
            { key: "X-Signing-Key", value: null, protected: true },
          ],
        },
      ]);
    },
  );

  example("component", "makes the four webhooks of a deployment", async (folder) => {
    const program = await start(folder, callback());
    (await program.up()).ok();
    expect(events()).toEqual(
      ["completed", "failed", "finished", "started"].map((moment) => `fraud-model deployment_request_${moment}`),
    );
  });

  example(
    "stack-reference",
    "takes the URL and the token from another stack, the token as a secret",
    async (folder) => {
      const program = await start(folder, { receiverStack: "organization/receiver/dev" });
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
      expect(leaks(await program.texts())).toEqual([]);
    },
  );

  example("unit-tests", "passes without an engine or a service", async (folder) => {
    const { code, text } = await tool("jest/bin/jest.js", ["--no-cache"], path.join(ROOT, "examples", folder));
    expect({ code, text }).toMatchObject({ code: 0 });
  });

  example("automation-api", "makes its webhook and takes it away again", async (folder) => {
    const program = await start(folder);
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
    const run = (...args: string[]) => {
      const tsx = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
      return command(process.execPath, [tsx, "index.ts", ...args], { cwd: program.folder, env });
    };
    try {
      expect(await run()).toMatchObject({ code: 0, text: expect.stringMatching(/webhookId: [0-9a-f-]{36}/) as string });
      expect(events()).toEqual(["fraud-model deployment_request_finished"]);
      expect(await run("destroy")).toMatchObject({ code: 0 });
      expect(events()).toEqual([]);
    } finally {
      await fs.rm(home, { recursive: true, force: true });
    }
  });
});

/** The pipelines have a test of their own. The others are tested as users get them: tests/engine/ways-to-get-it.test.ts. */
const ELSEWHERE = ["pipelines", "python", "quickstart", "yaml"];

test("every example of a Node.js program has a test here", async () => {
  const folders = await fs.readdir(path.join(ROOT, "examples"), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect([...tested, ...ELSEWHERE].sort()).toEqual(names.sort());
});
