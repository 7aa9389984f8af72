import { Emulated, PROJECT } from "../../tools/support/emulated";

const NAMES = ["one", "two", "red", "green", "blue", "remade", "gone"];
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

/** Gives each webhook the next one's name, as somebody may do in the web app. */
function rotate(...names: string[]): void {
  const rename = (from: string, to: string) => run.emulator.edit(PROJECT, from, { name: to });
  const last = names.at(-1) ?? "";
  rename(last, "in-between");
  for (const [index, name] of [...names.entries()].toReversed().slice(1)) rename(name, names[index + 1] ?? "");
  rename("in-between", names[0] ?? "");
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

test("swapped names, and a circle of three, are drift that one update heals; what was deleted is made again", async () => {
  await run.write(program(NAMES));
  rotate("one", "two");
  rotate("red", "green", "blue");
  const { text } = await run.program.preview("--refresh", "--diff");
  expect(text).toMatch(/~ name: "two" => "one"/);
  expect(text).toMatch(/~ name: "one" => "two"/);
  expect(text).toMatch(/~ name: "blue" => "green"/);
  (await run.program.up("--refresh")).ok();
  expect(idsByName()).toEqual({ ...ids, gone: expect.not.stringMatching(ids["gone"] ?? "") as unknown });
  (await run.program.preview("--refresh", "--expect-no-changes")).ok();
  ids = idsByName();
});

test("one resource at a time, the last webhook of a circle waits under another name, and the next update gives it its own", async () => {
  rotate("one", "two");
  const first = (await run.program.up("--refresh", "--parallel", "1")).ok();
  expect(first.text).toMatch(/works on under the name "aside-[0-9a-f-]+" for now: run "pulumi up" once more/);
  expect(Object.values(idsByName()).toSorted()).toEqual(Object.values(ids).toSorted());
  (await run.program.up("--parallel", "1")).ok();
  expect(idsByName()).toEqual(ids);
  (await run.program.preview("--refresh", "--expect-no-changes")).ok();
});

describe("a webhook that was deleted and made again by hand under the same name is another one", () => {
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
