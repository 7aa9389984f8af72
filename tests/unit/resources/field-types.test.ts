import {
  choice,
  type FieldType,
  flag,
  integer,
  list,
  pathName,
  text,
  typeName,
  url,
} from "../../../provider/resources/field-types";
import { headers, labels } from "../../../provider/resources/map-types";
import { UNKNOWN } from "../../../provider/shared/engine-values";

const seconds = integer({ min: 1, max: 30, unit: "seconds" });
const EXAMPLE = '"https://hooks.example.com/ubiops"';

test.each([
  [undefined, "nothing"],
  [null, "nothing"],
  [[], "a list"],
  [{}, "an object"],
  [1, "a number"],
  [true, "a boolean"],
  ["v", "a string"],
  [1n, "another type"],
])("the type of %p is called %s", (value, name) => {
  expect(typeName(value)).toBe(name);
});

describe("A value is refused with what the field expects:", () => {
  test.each<[what: string, type: FieldType, value: unknown, problem: string]>([
    ["a number for text", text({}), 1, "must be a string, not a number"],
    ["no text", text({ min: 1 }), "", "must be a string that is not empty, and is empty"],
    ["long text", text({ max: 5 }), "123456", "must be a string of 0 to 5 characters, and has 6"],
    ["control characters", text({}), "a\u0000", "must not contain control characters"],
    ["a line break in a name", text({}), "a\nb", "must not contain control characters"],
    [
      "control characters beside line breaks",
      text({ breaks: true }),
      "a\n\u0007",
      "must not contain control characters",
    ],
    ["half a character", text({}), "\ud800", "must be well-formed Unicode, and contains half of a surrogate pair"],
    ["a name that no URL can contain", pathName({}), "..", 'must not be "." or "..", which a URL cannot contain'],
    ["a slash in a project", pathName({ slashes: false }), "a/b", "must not contain a slash"],
    ["a list for a choice", choice(["a"]), ["a"], 'must be one of "a", not a list'],
    [
      "a misspelled choice",
      choice(["deployment"]),
      "deploymnt",
      'must be one of "deployment" (did you mean "deployment"?)',
    ],
    ["text for a number", seconds, "10", "must be a whole number of seconds from 1 to 30, not a string"],
    ["a fraction", seconds, 1.5, "must be a whole number of seconds from 1 to 30"],
    ["a number that is too small", seconds, 0, "must be a whole number of seconds from 1 to 30"],
    ["a number that is too large", seconds, 31, "must be a whole number of seconds from 1 to 30"],
    ["text for a flag", flag, "true", "must be true or false, not a string"],
    ["an object for a list", list, {}, "must be a list, not an object"],
    ["a number for a URL", url, 1, `must be a URL such as ${EXAMPLE}, not a number`],
    ["an empty URL", url, "", `must be a URL such as ${EXAMPLE}, and is empty`],
    ["a URL without a scheme", url, "hooks.example.com", `must be a complete URL with its scheme, such as ${EXAMPLE}`],
    ["a URL with another scheme", url, "ftp://a.example", "must begin with https:// or http://"],
    ["whitespace in a URL", url, "https://a.example/a b", "must not contain whitespace"],
    [
      "a password in a URL",
      url,
      "https://:p@a.example",
      "must not contain a user name or password, which everyone who may read the webhook would see: use protectedHeaders",
    ],
    ["nothing for labels", labels, null, "must be a map from name to text, not nothing"],
    ["a number for a label", labels, { a: 1 }, 'label "a": must be a string, not a number'],
    ["a label without a name", labels, { "": "a" }, "the name of a label must not be empty"],
    ["a hidden label", labels, { __a: "a" }, 'label "__a": names that begin with "__" are reserved by the engine'],
    ["text for headers", headers, "A: a", "must be a map from header name to value, not a string"],
    ["a number for a header", headers, { A: 1 }, 'header "A": must be a string, not a number'],
    ["a header without a name", headers, { "": "a" }, 'header "": the name must not be empty'],
    [
      "a header name that is no token",
      headers,
      { "X A": "a" },
      'header "X A": the name must be an HTTP token: letters, digits and !#$%&\'*+-.^_`|~ only',
    ],
    ["a header without a value", headers, { A: "" }, 'header "A": the value must not be empty'],
    ["control characters in a header", headers, { A: "a\nb" }, 'header "A": must not contain control characters'],
    [
      "a header in two letter cases",
      headers,
      { "X-A": "a", "x-a": "b" },
      'header "x-a": is given twice: header names are the same in any letter case',
    ],
    ["a hidden header", headers, { __a: "a" }, 'header "__a": names that begin with "__" are reserved by the engine'],
  ])("%s", (_what, type, value, problem) => {
    expect(type.problem(value)).toBe(problem);
  });

  test("without the name of a label or header if that is secret", () => {
    expect(labels.problem({ canary: 1 }, true)).toBe("a label: must be a string, not a number");
    expect(headers.problem({ canary: 1 }, true)).toBe("a header: must be a string, not a number");
    expect(headers.problem([{ key: "canary", value: "v" }], true)).not.toContain("canary");
  });
});

describe("The API's own list of headers is refused with the two maps that say the same,", () => {
  const shown = (...given: object[]) => headers.problem(given);
  const sentence = (plain: string, hidden: string) =>
    `must be a map from header name to value, not a list: write headers: { ${plain} } and protectedHeaders: { ${hidden} }`;

  test("with the names that it has, and no value", () => {
    const given = [
      { key: "X-A", value: "canary" },
      { key: "X-B", value: "canary", protected: false },
      { key: "X-Token", value: "canary", protected: true },
    ];
    expect(shown(...given)).toBe(sentence('"X-A": "…", "X-B": "…"', '"X-Token": "…"'));
  });

  test("with an example for a map that it leaves empty", () => {
    expect(shown()).toBe(sentence('"X-Environment": "…"', '"Authorization": "…"'));
    expect(shown({ key: "X-Token", protected: true })).toBe(sentence('"X-Environment": "…"', '"X-Token": "…"'));
  });

  test("also if it is a list of something else", () => {
    expect(headers.problem(["X-A: a", null, { key: 1 }])).toBe(
      sentence('"X-Environment": "…"', '"Authorization": "…"'),
    );
  });
});

describe("A value is right", () => {
  test.each<[what: string, type: FieldType, value: unknown]>([
    ["line breaks and tabs in a description", text({ max: 400, breaks: true }), "a\n\tb\r\n"],
    ["text of as many characters as there may be, each of two units", text({ max: 2 }), "🦔🦔"],
    ["a name with slashes and spaces", pathName({ max: 64 }), "a/b c"],
    ["the limits of a number", seconds, 30],
    ["a URL with whitespace in no place", url, "http://a.example:8080/a?b=c#d"],
    ["a label whose name ends in underscores", labels, { team__: "" }],
    ["header names that every object seems to have", headers, { constructor: "a", toString: "b" }],
    ["no headers", headers, {}],
  ])("%s", (_what, type, value) => {
    expect(type.problem(value)).toBeUndefined();
  });

  test("if it is not known yet, as a whole or in a map", () => {
    for (const type of [text({}), pathName({}), choice(["a"]), seconds, flag, list, url, labels, headers]) {
      expect(type.problem(UNKNOWN)).toBeUndefined();
    }
    expect(labels.problem({ a: UNKNOWN })).toBeUndefined();
    expect(headers.problem({ A: UNKNOWN })).toBeUndefined();
  });
});

describe("The recorded form", () => {
  test("has no outer whitespace in texts, and in names and values of labels and headers", () => {
    expect([text({}), pathName({}), url].map((type) => type.normalize(" a b\n"))).toEqual(["a b", "a b", "a b"]);
    expect([labels, headers].map((type) => type.normalize({ " A ": "\tb c " }))).toEqual([{ A: "b c" }, { A: "b c" }]);
  });

  test("of a value that the field does not take is that value, to be refused", () => {
    expect([text({}), labels, headers].map((type) => type.normalize(7))).toEqual([7, 7, 7]);
    expect(labels.normalize({ a: 7 })).toEqual({ a: 7 });
    expect(headers.normalize([{ key: "A" }])).toEqual([{ key: "A" }]);
  });
});

describe("Two values mean the same", () => {
  test.each<[what: string, type: FieldType, one: unknown, other: unknown, same: boolean]>([
    ["two spellings of a URL", url, "https://a.example", "https://A.example:443/", true],
    ["two URLs", url, "https://a.example/a", "https://a.example/b", false],
    ["a URL and a list of it", url, ["https://a.example"], "https://a.example", false],
    ["labels in another order", labels, { a: "1", b: "2" }, { b: "2", a: "1" }, true],
    ["labels with another value", labels, { a: "1" }, { a: "2" }, false],
    ["lists with the same items", list, ["a", { b: 1 }], ["a", { b: 1 }], true],
    ["a number and its text", seconds, 10, "10", false],
  ])("or not: %s", (_what, type, one, other, same) => {
    expect(type.same(one, other)).toBe(same);
  });
});

describe("An answer of the service is read", () => {
  test.each<[what: string, type: FieldType, value: unknown, read: unknown]>([
    ["a number as text", seconds, "20", 20],
    ["a number beyond the limits", seconds, 60, 60],
    ["no number", seconds, " ", undefined],
    ["an endless number", seconds, "Infinity", undefined],
    ["a flag as text", flag, "True", true],
    ["another word for a flag", flag, "yes", undefined],
    ["a choice that only a newer service knows", choice(["a"]), "b", "b"],
    ["an object for text", text({}), {}, undefined],
    ["labels with any JSON for values", labels, { a: "1", b: 2, c: { d: null } }, { a: "1", b: "2", c: '{"d":null}' }],
    ["a list for labels", labels, [], undefined],
  ])("in any notation, and not at all if it is of another type: %s", (_what, type, value, read) => {
    expect(type.read(value)).toEqual(read);
  });
});

describe("The documentation says what a field takes:", () => {
  test.each<[expects: string, type: FieldType]>([
    ["a string", text({})],
    ["a string that is not empty", text({ min: 1 })],
    ["a string of 0 to 5 characters", text({ max: 5 })],
    ["a string of 1 to 64 characters", pathName({ max: 64 })],
    ['one of "a", "b"', choice(["a", "b"])],
    ["a whole number of seconds from 1 to 30", seconds],
    ["true or false", flag],
    ["a list", list],
    ["an http(s) URL", url],
    ["a map from name to text", labels],
    ["a map from header name to value", headers],
  ])("%s", (expects, type) => {
    expect(type.expects).toBe(expects);
  });
});
