import { Lately } from "../../../provider/api/lately";

const MOMENT = 60_000;

/** What was asked for before, one after another. */
function after(...asked: string[][]): Lately {
  const lately = new Lately();
  for (const keys of asked) lately.add(keys);
  return lately;
}

test.each<[string, string[][], string[], boolean]>([
  ["three different webhooks, one after another", [["a"], ["b"]], ["c"], true],
  ["two", [["a"]], ["b"], false],
  ["the same one twice, and another", [["a"], ["a"]], ["b"], false],
  ["one that was just noted itself, and another", [["a", "b"]], ["b"], false],
  ["three at once", [], ["a", "b", "c"], true],
  ["one after many", [["a", "b", "c", "d", "e"]], ["f"], true],
])("%s: whether they are the beginning of many", (_what, asked, now, expected) => {
  expect(after(...asked).followsMany(new Set(now), MOMENT)).toBe(expected);
});

test("what was asked for longer ago does not count", () => {
  expect(after(["a"], ["b"]).followsMany(new Set(["c"]), 0)).toBe(false);
});
