import { Emulated, PROJECT } from "../../tools/support/emulated";

const NAMES = ["one", "two", "remade", "gone"];
const KEPT = NAMES.filter((name) => name !== "remade");

const program = (names: readonly string[], more = "") =>
  names
    .map(
      (name) =>
        `new ubiops.Webhook("${name}", { ...deployment, name: "${name}", ${name === "gone" || name === "remade" ? more : ""} });`,
    )
    .join("\n");

let run: Emulated;
let ids: Readonly<Record<string, string>>;
const idsByName = () => Object.fromEntries(run.emulator.webhooks(PROJECT).map(({ name, id }) => [name, id]));

beforeAll(async () => {
  run = await Emulated.start(program(NAMES));
  (await run.program.up()).ok();
  ids = idsByName();
});
afterAll(() => run.dispose());

/** Swaps the names of two webhooks at the service. */
function swap(one: string, other: string): void {
  run.emulator.edit(PROJECT, one, { name: "in-between" });
  run.emulator.edit(PROJECT, other, { name: one });
  run.emulator.edit(PROJECT, "in-between", { name: other });
}

test("an update that meets a deleted webhook says what happened and what to run, and touches nothing", async () => {
  run.emulator.remove(PROJECT, "gone");
  await run.write(program(NAMES, "timeout: 20"));
  run.requests();
  const { code, text } = await run.program.up("--target", "**gone");
  expect(code).not.toBe(0);
  expect(text).toMatch(
    /webhook "gone" \([0-9a-f-]{36}\) of project "shop" no longer exists[^]*Run "pulumi up --refresh" to create it again/,
  );
  expect(run.writes()).toEqual([]);
});

test("a renamed webhook is drift that one update heals, and a deleted one is created again", async () => {
  await run.write(program(NAMES));
  run.emulator.edit(PROJECT, "one", { name: "renamed" });
  (await run.program.up("--refresh")).ok();
  expect(idsByName()).toEqual({ ...ids, gone: expect.not.stringMatching(ids["gone"] ?? "") as unknown });
  ids = idsByName();
});

test("swapped names are drift; the update says that a third name is needed, and with one it heals them", async () => {
  swap("one", "two");
  const refused = await run.program.up("--refresh");
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("Two webhooks that swap names need two updates and a third name.");
  expect(Object.values(idsByName()).toSorted()).toEqual(Object.values(ids).toSorted());

  await run.write(program(NAMES).replace('name: "one"', 'name: "third"'));
  (await run.program.up("--target", "**one")).ok();
  (await run.program.up()).ok();
  await run.write(program(NAMES));
  (await run.program.up()).ok();
  expect(idsByName()).toEqual(ids);
});

describe("a webhook that was deleted and created again by hand under the same name is another one", () => {
  let foreign: ReturnType<Emulated["emulator"]["put"]>;
  beforeAll(() => {
    run.emulator.remove(PROJECT, "remade");
    foreign = run.emulator.put(PROJECT, { name: "remade", url: "https://hooks.example.com/by-hand" });
    run.requests();
  });

  test("the update that creates ours again is an error that says what to do, and does not touch it", async () => {
    const { code, text } = await run.program.up("--refresh");
    expect(code).not.toBe(0);
    expect(text).toMatch(/A webhook called "remade" already exists[^]*nothing was created[^]*adoptExisting: true/);
    expect(run.emulator.webhooks(PROJECT)).toContainEqual(foreign);
  });

  test("a program without the resource leaves it alone", async () => {
    await run.write(program(KEPT));
    (await run.program.up()).ok();
    expect(run.emulator.webhooks(PROJECT)).toContainEqual(foreign);
  });

  test("with adoptExisting it is taken over, and from then on it is ours", async () => {
    await run.write(program(NAMES, "adoptExisting: true"));
    (await run.program.up()).ok();
    expect(run.emulator.webhooks(PROJECT)).toContainEqual(
      expect.objectContaining({ id: foreign.id, url: "https://hooks.example.com/ubiops" }),
    );
    (await run.program.destroy()).ok();
    expect(run.emulator.webhooks(PROJECT)).toEqual([]);
  });
});
