import type { StoredWebhook } from "../../emulator/src";
import { Emulated, PROJECT } from "../../tools/support/emulated";

let run: Emulated;
afterEach(() => run.dispose());

const ids = () => run.emulator.webhooks(PROJECT).map(({ id }) => id);
const methods = () => run.writes().map(({ method }) => method);
const adopting = (logicalName: string, more: string, options = "") =>
  `new ubiops.Webhook("${logicalName}", { ...deployment, adoptExisting: true, ${more} }, { ${options} });`;

const OWN_NAME = 'name: "finished", protectedHeaders: { Authorization: pulumi.secret("Bearer canary-adopted") }';
const HANDED_OVER = 'is not deleted, since the resource "renamed" of this program has it';
const TAKEN_OVER = "is not deleted, since this update has just taken it over";

describe("a webhook that exists", () => {
  let existing: StoredWebhook;
  beforeEach(async () => {
    run = await Emulated.start(adopting("finished", OWN_NAME));
    existing = run.emulator.put(PROJECT, {
      name: "finished",
      timeout: 30,
      headers: [{ key: "X-Old", value: "1", protected: false }],
    });
  });

  test("is adopted with one PATCH, stays when the option goes, and is deleted with the resource", async () => {
    (await run.program.up()).ok();
    expect(methods()).toEqual(["PATCH"]);
    expect((await run.program.resource("finished")).id).toBe(`${PROJECT}/${existing.id}`);
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    await run.write(adopting("finished", OWN_NAME).replace("adoptExisting: true, ", ""));
    (await run.program.up("--expect-no-changes")).ok();
    expect(methods()).toEqual([]);
    (await run.program.destroy()).ok();
    expect(ids()).toEqual([]);
  });

  test("with another object is an error that says so, and is not changed", async () => {
    run.emulator.edit(PROJECT, "finished", { object_name: "other" });
    const before = run.emulator.webhooks(PROJECT);
    const { code, text } = await run.program.up();
    expect(code).not.toBe(0);
    expect(text).toMatch(/"finished" of project "shop" cannot be adopted: it has another objectName\./);
    expect(run.emulator.webhooks(PROJECT)).toEqual(before);
    expect(methods()).toEqual([]);
  });

  test("survives a new logical name without aliases", async () => {
    (await run.program.up()).ok();
    await run.write(adopting("renamed", OWN_NAME));
    expect((await run.program.up()).ok().text).toContain(HANDED_OVER);
    expect(ids()).toEqual([existing.id]);
    expect(methods()).not.toContain("DELETE");
    expect((await run.program.state()).resources.filter(({ id }) => id?.endsWith(existing.id))).toHaveLength(1);
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
  });
});

describe("a replacement that the engine forces", () => {
  const AUTOMATIC = adopting("finished", "");
  const urn = async () => (await run.program.resource("finished")).urn;
  beforeEach(async () => {
    run = await Emulated.start(AUTOMATIC);
    (await run.program.up()).ok();
    run.requests();
  });

  test.each(["--replace", "state taint"])(
    "by %s adopts the webhook of the same automatic name, and does not delete it then",
    async (way) => {
      const before = ids();
      const name = await urn();
      if (way === "state taint") (await run.program.run("state", "taint", name, "--yes")).ok();
      const { text } = (await (way === "--replace" ? run.program.up("--replace", name) : run.program.up())).ok();
      expect(text).toContain(TAKEN_OVER);
      expect(ids()).toEqual(before);
      expect(methods()).toEqual(["PATCH"]);
      (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    },
  );
});

test("a replacement that the engine forces under a name of the program's own deletes first and makes a new one", async () => {
  run = await Emulated.start(adopting("finished", OWN_NAME));
  (await run.program.up()).ok();
  const before = ids();
  run.requests();
  (await run.program.up("--replace", (await run.program.resource("finished")).urn)).ok();
  expect(methods()).toEqual(["DELETE", "POST"]);
  expect(ids()).toHaveLength(1);
  expect(ids()).not.toEqual(before);
});
