import { leaks } from "../../tools/support/canaries";
import { Emulated, PROJECT } from "../../tools/support/emulated";

describe("what the program does not own or does not know yet", () => {
  let run: Emulated;
  beforeAll(async () => {
    run = await Emulated.start("");
    const planted = run.emulator.put(PROJECT, {
      name: "planted",
      url: "https://hooks.example.com/planted",
      headers: [
        { key: "Authorization", value: "canary-one", protected: true },
        { key: "X-Plain", value: "plain", protected: false },
      ],
    });
    await run.write(`
      const byName = ubiops.Webhook.get("by-name", "${PROJECT}/planted");
      const byId = ubiops.Webhook.get("by-id", "${PROJECT}/${planted.id}");
      const other = new ubiops.Webhook("other", { ...deployment, url: byName.url });
      new ubiops.Webhook("dependent", { ...deployment, url: pulumi.interpolate\`https://hooks.example.com/\${other.webhookId}\`, timeout: 7 });
      module.exports = { byName: byName.webhookId, byId: byId.webhookId, headers: byId.headers, hidden: byId.protectedHeaders, url: byId.url, otherId: other.webhookId };
    `);
  });
  afterAll(() => run.dispose());

  test("an unknown url neither fails the preview nor hides what is known", async () => {
    const { text } = (await run.program.preview("--diff")).ok();
    expect(text).toMatch(/url +: \[unknown\]/);
    expect(text).toMatch(/timeout +: 7/);
  });

  test("a webhook is read by its name or its UUID, and never written to", async () => {
    (await run.program.up()).ok();
    const { id } = run.emulator.webhooks(PROJECT).find(({ name }) => name === "planted") ?? {};
    const outputs = await run.program.outputs();
    expect(outputs).toMatchObject({
      byName: id,
      byId: id,
      url: "https://hooks.example.com/planted",
      headers: { "X-Plain": "plain" },
    });
    expect(run.emulator.webhooks(PROJECT).map(({ url }) => url)).toContain(
      `https://hooks.example.com/${String(outputs["otherId"])}`,
    );
    expect((await run.program.preview("--refresh", "--expect-no-changes")).ok().text).not.toContain("diff");
    (await run.program.destroy()).ok();
    expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ id, name: "planted" }]);
    expect(run.writes().filter(({ name }) => name === "planted")).toEqual([]);
    expect(leaks(await run.program.texts())).toEqual([]);
  });

  test("one that is not there is an error", async () => {
    await run.write(`ubiops.Webhook.get("missing", "${PROJECT}/missing");`);
    const { code, text } = await run.program.up();
    expect(code).not.toBe(0);
    expect(text).toContain(`There is no webhook "missing" in project "${PROJECT}"`);
  });
});
