import { leaks } from "../../tools/support/canaries";
import { Emulated, PROJECT } from "../../tools/support/emulated";

describe("names", () => {
  let run: Emulated;
  beforeAll(async () => {
    run = await Emulated.start('new ubiops.Webhook("finished", deployment);');
  });
  afterAll(() => run.dispose());

  test("an automatic name is the same in the preview, under its plan and in ten updates", async () => {
    const planned = (await run.program.preview("--json", "--save-plan", "plan.json")).ok();
    (await run.program.up("--plan", "plan.json")).ok();
    const name = run.emulator.webhooks(PROJECT)[0]?.name ?? "";
    expect(name).toMatch(/^finished-[0-9a-f]{8}$/);
    expect(planned.stdout).toContain(`"${name}"`);
    for (let times = 0; times < 9; times += 1) (await run.program.up("--expect-no-changes")).ok();
    expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ name }]);
  });

  test("a name that another webhook has is an error that names the ways out, and that webhook is not touched", async () => {
    const foreign = run.emulator.put(PROJECT, {
      name: "taken",
      headers: [{ key: "Authorization", value: "canary-two", protected: true }],
    });
    await run.write(
      'new ubiops.Webhook("finished", deployment);\nnew ubiops.Webhook("second", { ...deployment, name: "taken" });',
    );
    const { code, text } = await run.program.up();
    expect(code).not.toBe(0);
    expect(text).toMatch(
      /A webhook called "taken" already exists[^]*adoptExisting: true[^]*pulumi import --file[^]*aliases/,
    );
    await run.write('new ubiops.Webhook("finished", deployment);');
    (await run.program.up()).ok();
    expect(run.emulator.webhooks(PROJECT)).toContainEqual(foreign);
    expect(run.writes().filter(({ name }) => name === "taken")).toEqual([]);
    expect(leaks(await run.program.texts())).toEqual([]);
  });

  test("another stack makes another automatic name", async () => {
    const other = await Emulated.start('new ubiops.Webhook("finished", deployment);', { stack: "prod" });
    try {
      (await other.program.up()).ok();
      const own = run.emulator.webhooks(PROJECT).map(({ name }) => name);
      expect(own).not.toContain(other.emulator.webhooks(PROJECT)[0]?.name);
    } finally {
      await other.dispose();
    }
  });
});
