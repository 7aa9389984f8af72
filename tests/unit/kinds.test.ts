import { UNKNOWN } from "../../provider/engine-values";
import { choice, differs, flag, integer, labels, list, pathName, text, typeName, url } from "../../provider/kinds";

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
    [text({}), "a string"],
    [text({ min: 1 }), "a string that is not empty"],
    [text({ max: 5 }), "a string of 0 to 5 characters"],
    [pathName({ max: 64 }), "a string of 1 to 64 characters"],
    [choice(["a", "b"]), 'one of "a", "b"'],
    [integer({ min: 1, max: 30, unit: "seconds" }), "a whole number of seconds from 1 to 30"],
    [flag, "true or false"],
    [list, "a list"],
    [url, "an http(s) URL"],
    [labels, "an object of strings by name"],
  ])("%#", ({ expects }, sentence) => {
    expect(expects).toBe(sentence);
  });
});

describe("A value of another type", () => {
  test.each([
    [text({}), 1, "must be a string, not a number"],
    [choice(["a"]), ["a"], 'must be one of "a", not a list'],
    [integer({ min: 1, max: 30, unit: "seconds" }), "10", "must be a whole number of seconds from 1 to 30, not a string"],
    [flag, "true", "must be true or false, not a string"],
    [list, {}, "must be a list, not an object"],
    [url, 1, 'must be a URL such as "https://hooks.example.com/ubiops", not a number'],
    [labels, null, "must be an object of strings by name, not nothing"],
    [labels, ["a"], "must be an object of strings by name, not a list"],
    [labels, { a: 1 }, 'label "a": must be a string, not a number'],
  ])("%#: is refused by both names", (kind, value, problem) => {
    expect(kind.problem(value)).toBe(problem);
  });

  test("is right where it is not known yet", () => {
    expect([text({}), choice(["a"]), flag, list, url, labels].map((kind) => kind.problem(UNKNOWN))).toEqual(Array(6).fill(undefined));
    expect(labels.problem({ a: UNKNOWN })).toBeUndefined();
  });
});

describe("A label's name", () => {
  test("may end with what it must not begin with", () => {
    expect(labels.problem({ "team__": "a" })).toBeUndefined();
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
