import { type Emulator, startEmulator } from "../../emulator/src";
import { leaks } from "../../tools/support/canaries";
import { command } from "../../tools/support/command";
import { Emulated, PROJECT } from "../../tools/support/emulated";
import { endAll } from "../../tools/support/end-all";
import { type Receiver, startReceiver } from "../../tools/support/receiver";

const PROTECTED = "canary-of-a-protected-header";
const PLAIN = "canary-of-a-plain-header";
const OTHER_TOKEN = "canary-of-another-token";

let run: Emulated;
let other: Emulator;
let receiver: Receiver;

function plant(emulator: Emulator, project: string) {
  emulator.setProtectedForm("clear");
  emulator.put(project, {
    name: "finished",
    labels: { team: "a", route: "x:1,y" },
    headers: [
      { key: "Authorization", value: PROTECTED, protected: true },
      { key: "X-Environment", value: PLAIN, protected: false },
    ],
  });
  emulator.put(project, { name: "failed", event: "deployment_request_failed", labels: { team: "a" } });
  emulator.put(project, { name: "pipeline", object_type: "pipeline", event: "pipeline_request_finished" });
}

beforeAll(async () => {
  [other, receiver] = [await startEmulator({ token: OTHER_TOKEN }), await startReceiver()];
  run = await Emulated.start("", {
    config: { "ubiops:project": "configured" },
    env: { UBIOPS_PROJECT: "from-environment" },
  });
  plant(run.emulator, "configured");
  plant(run.emulator, PROJECT);
  other.put("office", { name: "elsewhere" });
});
afterAll(() =>
  endAll(
    () => run.dispose(),
    () => other.close(),
    () => receiver.close(),
  ),
);

describe("The functions", () => {
  test("answer in a program on the engine, by stack config before environment, and with every header value a secret", async () => {
    const id = run.emulator.webhooks("configured")[1]?.id;
    await run.write(`
      const place = { project: "office", apiHost: ${JSON.stringify(other.url)}, apiToken: pulumi.secret(${JSON.stringify(OTHER_TOKEN)}) };
      const found = ubiops.getWebhookOutput({ name: pulumi.output("finished") });
      exports.found = found;
      exports.headless = ubiops.getWebhookOutput({ webhookId: ${JSON.stringify(id)} }).name;
      exports.listed = ubiops.listWebhooksOutput({ event: "deployment_request_failed" }).apply((all) => all.map(({ name }) => name));
      exports.elsewhere = ubiops.listWebhooksOutput({}, place).apply((all) => all.map(({ name }) => name));
      exports.project = pulumi.output(ubiops.getWebhook({ name: "failed" })).project;
      exports.tested = ubiops.testWebhookOutput({
        objectType: "deployment", objectName: "model", event: "deployment_request_finished", url: ${JSON.stringify(receiver.url)},
        protectedHeaders: { Authorization: ${JSON.stringify(PROTECTED)} },
      });
    `);
    (await run.program.up()).ok();
    const outputs = await run.program.outputs({ secrets: true });
    expect(outputs).toMatchObject({
      found: {
        secret: {
          name: "finished",
          project: "configured",
          headers: { "X-Environment": PLAIN },
          protectedHeaderNames: ["Authorization"],
        },
      },
      headless: "failed",
      listed: ["failed"],
      elsewhere: ["elsewhere"],
      project: "configured",
      tested: { status: "completed" },
    });
    expect(leaks(await run.program.texts())).toEqual([]);
  });

  test("are unknown in the preview that creates what they ask for, and answer in the update", async () => {
    run.emulator.clearRequests();
    await run.write(`
      const made = new ubiops.Webhook("made", { ...deployment, name: "made", url: ${JSON.stringify(receiver.url)} });
      exports.url = ubiops.getWebhookOutput({ name: made.name }).url;
      exports.labelled = ubiops.listWebhooksOutput({ labels: { team: made.name } }).length;
      exports.all = ubiops.listWebhooksOutput({}, { dependsOn: made }).length;
      exports.probed = ubiops.testWebhookOutput({ ...deployment, url: made.url }).status;
    `);
    const preview = (await run.program.preview()).ok().text;
    for (const output of ["url", "labelled", "all", "probed"]) {
      expect(preview).toMatch(new RegExp(`\\+ ${output} *: \\[unknown\\]`));
    }
    expect(run.emulator.requests).toEqual([]);
    (await run.program.up()).ok();
    const outputs = await run.program.outputs({ secrets: true });
    expect(outputs).toEqual({ url: receiver.url, labelled: 0, all: { secret: 4 }, probed: "completed" });
  });

  test("answer in a plain Node script, with the environment alone", async () => {
    const script = `
      const ubiops = require("pulumi-ubiops");
      (async () => {
        const args = { objectType: "deployment", objectName: "model", event: "deployment_request_finished", url: ${JSON.stringify(`${receiver.url}/x`)} };
        const first = await ubiops.testWebhook(args);
        const ended = await ubiops.testWebhook({ ...args, url: "http://127.0.0.1:1/" });
        const missing = await ubiops.getWebhook({ name: "none" }).catch((error) => [error instanceof ubiops.NotFoundError, error.message]);
        console.log(JSON.stringify({
          found: (await ubiops.getWebhook({ name: "finished" })).headers,
          filtered: (await ubiops.listWebhooks({ labels: { route: "x:1,y", team: "a" } })).map(({ name }) => name),
          none: await ubiops.listWebhooks({ labels: { team: "nobody" } }),
          pipelines: (await ubiops.listWebhooks({ objectType: "pipeline" })).length,
          first: first.status, ended: ended.status, why: typeof ended.errorMessage, missing,
        }));
      })();`;
    const env = {
      ...process.env,
      UBIOPS_API_HOST: run.emulator.url,
      UBIOPS_API_TOKEN: `Token ${run.emulator.token}`,
      UBIOPS_PROJECT: PROJECT,
    };
    const { code, stdout, text } = await command(process.execPath, ["-e", script], { cwd: run.program.folder, env });
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toEqual({
      found: { "X-Environment": PLAIN },
      filtered: ["finished"],
      none: [],
      pipelines: 1,
      first: "completed",
      ended: "failed",
      why: "string",
      missing: [true, expect.stringContaining('no webhook "none"') as string],
    });
    expect(text).not.toContain(PROTECTED);
  });
});
