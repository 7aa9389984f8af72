import { type Emulator, startEmulator } from "../../emulator/src";
import { Emulated, FRONT_ENDS, withoutSuffix } from "../../tools/support/emulated";
import { endAll } from "../../tools/support/end-all";
import { type Receiver, startReceiver } from "../../tools/support/receiver";
import type { EngineResult } from "../../tools/program/engine-command";

const TOKEN = "canary-of-the-configured-token";
const ROTATED = "canary-of-the-rotated-token";
const OTHER_TOKEN = "canary-of-the-other-organization";
const ELSEWHERE = "https://ubiops.example.com/v2.1";

/** What moves between providers, and the other way round. */
const MOVING = ["moving-out", "moving-in", "placed"];

describe.each(FRONT_ENDS)("two organizations in a stack of the %s front end", (frontEnd) => {
  let run: Emulated;
  let other: Emulator;
  let receiver: Receiver;
  let testedBy: (string | undefined)[];
  let madeHere: string[];
  let madeThere: string[];
  let state: string;
  let refused: EngineResult;
  let hosts: unknown[];
  let unauthorized: EngineResult;
  let writes: Readonly<Record<"moved" | "back" | "healed", string[]>>;
  let healed: EngineResult;

  const here = () => run.emulator.webhooks("shop").map(({ name }) => withoutSuffix(name));
  const there = () => other.webhooks("office").map(({ name }) => withoutSuffix(name));
  const stateText = async () => JSON.stringify(await run.program.state({ secrets: true }));

  /** The writes at both since the last call. */
  function written(): string[] {
    const sent = [...run.emulator.requests, ...other.requests].filter(({ method }) => method !== "GET");
    [run.emulator, other].forEach((emulator) => {
      emulator.clearRequests();
    });
    return sent.map(({ method, body }) => `${method} ${JSON.stringify(body)}`);
  }

  /** At the service and in the stack config. */
  async function use(token: string): Promise<void> {
    run.emulator.setToken(token);
    await run.program.configure({ "ubiops:apiToken": { secret: token } });
  }

  /** @param isMoved whether each of those that move has the provider of the other organization */
  const program = (isMoved: boolean) => {
    const [mine, theirs] = isMoved ? ["other", "undefined"] : ["undefined", "other"];
    const place = isMoved
      ? `apiToken: "${TOKEN}", apiHost: "${run.emulator.url}"`
      : `apiToken: "${OTHER_TOKEN}", apiHost: "${other.url}"`;
    return `
      const other = new ubiops.Provider("other", { apiToken: "${OTHER_TOKEN}", apiHost: "${other.url}", project: "office" });
      const third = new ubiops.Provider("third", { ${place}, project: "office" });
      new ubiops.Webhook("mine", deployment);
      new ubiops.Webhook("theirs", deployment, { provider: other });
      class Part extends pulumi.ComponentResource {
        constructor(name, options) {
          super("test:Part", name, {}, options);
          new ubiops.Webhook("inner", deployment, { parent: this });
        }
      }
      new Part("part", { providers: [other] });
      const tested = new ubiops.Webhook("tested", { ...deployment, url: "${receiver.url}" }, { provider: other });
      new ubiops.WebhookTest("test-of-theirs", { webhook: tested });
      new ubiops.Webhook("moving-out", { ...deployment, project: "shop" }, { provider: ${mine} });
      new ubiops.Webhook("moving-in", { ...deployment, project: "office" }, { provider: ${theirs} });
      new ubiops.Webhook("placed", { ...deployment, project: "office" }, { provider: third });
    `;
  };

  beforeAll(async () => {
    [other, receiver] = [await startEmulator({ token: OTHER_TOKEN }), await startReceiver()];
    run = await Emulated.start("", { frontEnd });
    await use(TOKEN);
    await run.write(program(false));
    (await run.program.up()).ok();
    [madeHere, madeThere, state] = [here(), there(), await stateText()];
    testedBy = other.requests
      .filter(({ path }) => path === "/v2.1/projects/office/webhooks-tests")
      .map(({ headers }) => headers.authorization);
    written();

    // The webhooks are at another API than all those that this machine has: loopback addresses count as one.
    for (const name of MOVING) {
      await run.program.editState(name, ({ outputs = {} }) => {
        outputs["__host"] = ELSEWHERE;
      });
    }
    await run.write(program(true));
    refused = await run.program.up("--continue-on-error");
    const moved = written();
    await run.write(program(false));
    (await run.program.up()).ok();
    hosts = await Promise.all(MOVING.map(async (name) => (await run.program.resource(name)).outputs?.["__host"]));
    const back = written();

    await use(ROTATED);
    unauthorized = await run.program.refresh();
    const name = other.webhooks("office").find((each) => each.name.startsWith("theirs"))?.name ?? "";
    other.edit("office", name, { timeout: 25 });
    (await run.program.refresh("--run-program")).ok();
    healed = await run.program.up();
    writes = { moved, back, healed: written() };
  });
  afterAll(() =>
    endAll(
      () => run.dispose(),
      () => other.close(),
      () => receiver.close(),
    ),
  );

  test("has each webhook, test and component's child where its provider says", () => {
    expect(madeHere.sort()).toEqual(["mine", "moving-out"]);
    expect(madeThere.sort()).toEqual(["inner", "moving-in", "placed", "tested", "theirs"]);
    expect(testedBy).toEqual([`Token ${OTHER_TOKEN}`]);
  });

  test.each([TOKEN, OTHER_TOKEN])("has each token as a secret in the state, declared as one or not (%s)", (token) => {
    expect(state).toContain(JSON.stringify({ secret: token }));
    expect(state.replaceAll(JSON.stringify({ secret: token }), "")).not.toContain(token);
  });

  test("neither loses nor doubles a webhook whose provider is another one, or points elsewhere: the update says where it is", () => {
    expect(refused.code).not.toBe(0);
    for (const name of MOVING) {
      const line = refused.text.split("\n").find((each) => new RegExp(`webhook "${name}-[0-9a-f]{8}"`).test(each));
      expect(line).toContain(`was recorded at ${ELSEWHERE} and was not found at`);
      expect(line).toContain("Set ubiops:apiHost");
    }
    expect(writes.moved).toEqual([]);
  });

  test("goes on once the providers point back, and sends nothing", () => {
    expect(writes.back).toEqual([]);
    expect(hosts).toEqual([run.emulator.url, other.url, other.url]);
  });

  test("after a rotation of the token a plain refresh names the one that runs the program, which sets it right", () => {
    expect(unauthorized.code).not.toBe(0);
    expect(unauthorized.text).toMatch(/does not accept the API token[^]*--run-program/);
    healed.ok();
  });

  test("heals drift at the other organization", () => {
    expect(writes.healed).toEqual(['PATCH {"timeout":10}']);
  });

  test("is destroyed at both", async () => {
    (await run.program.destroy()).ok();
    expect([here(), there()]).toEqual([[], []]);
  });
});
