import { UNKNOWN } from "../../../provider/shared/engine-values";
import {
  choice,
  differs,
  flag,
  integer,
  labels,
  list,
  pathName,
  text,
  typeName,
  url,
} from "../../../provider/resources/field-types";

describe("A type's name in a sentence", () => {
  test.each([
    [undefined, "nothing"],
    [null, "nothing"],
    [[], "a list"],
    [{}, "an object"],
    [1, "a number"],
    [true, "a boolean"],
    ["v", "a string"],
    [1n, "a bigint"],
  ])("of %p is %s", (value, name) => {
    expect(typeName(value)).toBe(name);
  });
});

describe("What a kind of values expects, for the documentation", () => {
  test.each([
    ["any text", "a string", text({})],
    ["a text that must be there", "a string that is not empty", text({ min: 1 })],
    ["a short text", "a string of 0 to 5 characters", text({ max: 5 })],
    ["a name in a path", "a string of 1 to 64 characters", pathName({ max: 64 })],
    ["a choice", 'one of "a", "b"', choice(["a", "b"])],
    ["a number", "a whole number of seconds from 1 to 30", integer({ min: 1, max: 30, unit: "seconds" })],
    ["a flag", "true or false", flag],
    ["a list", "a list", list],
    ["an address", "an http(s) URL", url],
    ["labels", "an object of strings by name", labels],
  ])("is said of %s: %s", (_what, words, { expects }) => {
    expect(expects).toBe(words);
  });
});

describe("A value of another type", () => {
  test.each([
    ["a number for a text", text({}), 1, "must be a string, not a number"],
    ["a list for a choice", choice(["a"]), ["a"], 'must be one of "a", not a list'],
    [
      "a text for a number",
      integer({ min: 1, max: 30, unit: "seconds" }),
      "10",
      "must be a whole number of seconds from 1 to 30, not a string",
    ],
    ["a text for a flag", flag, "true", "must be true or false, not a string"],
    ["an object for a list", list, {}, "must be a list, not an object"],
    ["a number for an address", url, 1, 'must be a URL such as "https://hooks.example.com/ubiops", not a number'],
    ["nothing for labels", labels, null, "must be an object of strings by name, not nothing"],
    ["a list for labels", labels, ["a"], "must be an object of strings by name, not a list"],
    ["a number for a label", labels, { a: 1 }, 'label "a": must be a string, not a number'],
  ])("is refused by the names of both: %s", (_what, kind, value, problem) => {
    expect(kind.problem(value)).toBe(problem);
  });

  test("is right where it is not known yet", () => {
    expect([text({}), choice(["a"]), flag, list, url, labels].map((kind) => kind.problem(UNKNOWN))).toEqual(
      Array(6).fill(undefined),
    );
    expect(labels.problem({ a: UNKNOWN })).toBeUndefined();
  });
});

describe("A label's name", () => {
  test("may end with what it must not begin with", () => {
    expect(labels.problem({ team__: "a" })).toBeUndefined();
    expect(labels.problem({ __team: "a" })).toBe('label "__team": names that begin with "__" are the engine\'s own');
  });

  test("is told unless it is secret", () => {
    expect(labels.problem({ team: "\u0000" })).toBe('label "team": must not hold control characters');
    expect(labels.problem({ team: "\u0000" }, true)).toBe("a label: must not hold control characters");
  });
});

describe("Two values", () => {
  test("of a list are right, and the same item by item", () => {
    expect(list.problem([])).toBeUndefined();
    expect([differs(list, ["a"], ["a"]), differs(list, ["a"], ["b"])]).toEqual([false, true]);
  });

  test("that are addresses are the same in any spelling; what is none is the same as itself alone", () => {
    expect(differs(url, "https://a.example", "https://A.example/")).toBe(false);
    expect(differs(url, undefined, undefined)).toBe(false);
    expect(differs(url, ["https://a.example"], "https://a.example")).toBe(true);
    expect(differs(url, "https://a.example", ["https://a.example"])).toBe(true);
  });

  test("differ while one is not known", () => {
    expect(differs(labels, { a: UNKNOWN }, { a: UNKNOWN })).toBe(true);
  });
});
