import { type Emulator, startEmulator } from "../../emulator/src";
import { leaks } from "../../tools/support/canaries";
import { Emulated, TOKEN, withoutSuffix } from "../../tools/support/emulated";
import { endAll } from "../../tools/support/end-all";
import type { EngineResult } from "../../tools/program/engine-command";

const OTHER_TOKEN = "canary-of-the-other-organization";
const ELSEWHERE = "https://ubiops.example.com/v2.1";

let run: Emulated;
let other: Emulator;

const webhook = (name: string, options = "", more = "") =>
  `new ubiops.Webhook("${name}", { ...deployment, ${more} }, { ${options} });`;
const provider = (more = "") =>
  `const other = new ubiops.Provider("other", { apiToken: "${OTHER_TOKEN}", apiHost: "${other.url}", project: "office", ${more} });`;

/** The names of the webhooks at both services, without their suffixes. */
const here = () => run.emulator.webhooks("shop").map(({ name }) => withoutSuffix(name));
const there = () => other.webhooks("office").map(({ name }) => withoutSuffix(name));

beforeAll(async () => {
  other = await startEmulator({ token: OTHER_TOKEN });
  run = await Emulated.start("");
});
afterAll(() =>
  endAll(
    () => run.dispose(),
    () => other.close(),
  ),
);
const write = (...lines: string[]) => run.write(lines.join("\n"));
const writesAtBoth = () =>
  [...run.emulator.requests, ...other.requests].filter(({ method }) => method !== "GET").map(({ method }) => method);
beforeEach(() => {
  run.emulator.clearRequests();
  other.clearRequests();
});

describe("An explicit provider", () => {
  test("makes the webhooks of a second organization in the same program, those of components included", async () => {
    await write(
      provider(),
      webhook("mine"),
      webhook("theirs", "provider: other"),
      `class Part extends pulumi.ComponentResource {
        constructor(name, options) {
          super("test:Part", name, {}, options);
          new ubiops.Webhook("inner", { ...deployment }, { parent: this });
        }
      }
      new Part("part", { providers: [other] });
      const tested = new ubiops.Webhook("tested", { ...deployment, url: "${run.emulator.url}" }, { provider: other });
      new ubiops.WebhookTest("test-of-theirs", { webhook: tested, failOnError: false });`,
    );
    (await run.program.up()).ok();
    expect(here()).toEqual(["mine"]);
    expect(there().sort()).toEqual(["inner", "tested", "theirs"]);
    expect(other.requests.map(({ path }) => path)).toContain("/v2.1/projects/office/webhooks-tests");
    expect(other.requests.every(({ headers }) => headers.authorization === `Token ${OTHER_TOKEN}`)).toBe(true);
  });

  test("keeps its token as a secret in the state, though it was not declared as one", async () => {
    const { inputs } = await run.program.resource("other", { secrets: true });
    expect(inputs).toMatchObject({ "ubiops:apiToken": { secret: OTHER_TOKEN }, "ubiops:project": "office" });
    expect(leaks(await run.program.texts())).toEqual([]);
  });

  test("updates and refreshes what is its own, with drift", async () => {
    const [name] = other
      .webhooks("office")
      .map((each) => each.name)
      .filter((each) => each.startsWith("theirs"));
    other.edit("office", name ?? "", { timeout: 25 });
    const { code } = await run.program.preview("--refresh", "--expect-no-changes");
    expect(code).toBe(7);
    await write(provider(), webhook("mine"), webhook("theirs", "provider: other", "retry: true"));
    (await run.program.up("--refresh")).ok();
    expect(there()).toEqual(["theirs"]);
    expect(other.webhooks("office")).toMatchObject([{ name, timeout: 10, retry: true }]);
  });

  test("takes token and project from nowhere else, and is refused without them", async () => {
    await write(provider("project: undefined"), webhook("mine"), webhook("theirs", "provider: other"));
    const refused = await run.program.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("project: is required");
    await write(`new ubiops.Provider("other", { project: "office" });`);
    const tokenless = await run.program.preview();
    expect(tokenless.code).not.toBe(0);
    expect(tokenless.text).toContain("apiToken is required");
    expect(writesAtBoth()).toEqual([]);
  });
});

/** The commands refuse, and say where the webhook is and what to do. */
async function refused(...commands: (() => Promise<EngineResult>)[]): Promise<void> {
  for (const command of commands) {
    const { code, text } = await command();
    expect({ code, text }).not.toMatchObject({ code: 0 });
    expect(text).toContain(`was recorded at ${ELSEWHERE} and was not found at`);
    expect(text).toContain("Set ubiops:apiHost");
  }
}

describe("A webhook that moves between providers", () => {
  const both = (mine: string, theirs: string) =>
    [webhook("mine", mine, 'project: "shop"'), webhook("theirs", theirs, 'project: "office", retry: true')].join("\n");
  const apart = () => write(provider(), both("", "provider: other"));

  /** The webhook is at another API than all those that this machine has: loopback addresses count as one. */
  async function begin(name: string) {
    await apart();
    (await run.program.up()).ok();
    await run.program.editState(name, ({ outputs = {} }) => {
      outputs["__host"] = ELSEWHERE;
    });
    [run.emulator, other].forEach((emulator) => {
      emulator.clearRequests();
    });
    return [here(), there()];
  }

  test.each([
    ["from the default to an explicit one", "mine", both("provider: other", "provider: other")],
    ["from an explicit one to the default", "theirs", both("", "")],
  ])("%s is not lost, doubled or changed: the update says where it is", async (_, name, moved) => {
    const before = await begin(name);
    await write(provider(), moved);
    await refused(
      () => run.program.up(),
      () => run.program.refresh("--run-program"),
    );
    expect((await run.program.resource(name)).outputs).toMatchObject({ __host: ELSEWHERE });

    // The state still names the provider that it was made by: what asks no program finds it there.
    (await run.program.refresh()).ok();
    await apart();
    (await run.program.up()).ok();
    expect([here(), there()]).toEqual(before);
    expect(writesAtBoth()).toEqual([]);
  });

  test("in place, with a provider that points elsewhere now, is refused by every command until it points back", async () => {
    const before = await begin("theirs");
    await write(
      `const other = new ubiops.Provider("other", { apiToken: "${TOKEN}", apiHost: "${run.emulator.url}", project: "office" });`,
      both("", "provider: other"),
    );
    await refused(
      () => run.program.up(),
      () => run.program.refresh(),
      () => run.program.destroy("--target", "**::theirs"),
    );
    await apart();
    (await run.program.up()).ok();
    expect([here(), there()]).toEqual(before);
    expect(writesAtBoth()).toEqual([]);
  });

  test("is deleted where it is, by the provider that it has then", async () => {
    (await run.program.destroy()).ok();
    expect([here(), there()]).toEqual([[], []]);
  });
});
