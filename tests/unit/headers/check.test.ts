import { UNKNOWN } from "../../../provider/shared/engine-values";
import { checkHeaders, REPEATED } from "../../../provider/resources/webhook/headers/check";
import type { WebhookHeaders } from "../../../provider/resources/webhook/types";

const checked = (raw: unknown, previous: WebhookHeaders = {}) => {
  const { headers, problems } = checkHeaders(raw, previous, false);
  expect(problems).toEqual([]);
  return headers;
};

const declaredAs = (value: string) => ({ Authorization: { value, protected: true } });

describe("Declared headers", () => {
  test("become a map by name, from the constructor's map and from the API's list alike", () => {
    const expected = { Authorization: { value: "a", protected: true, revision: 1 }, "X-Plain": { value: "b" } };
    expect(
      checked({ Authorization: { value: "a", protected: true }, "X-Plain": { value: "b", protected: false } }),
    ).toEqual(expected);
    expect(
      checked([
        { key: "Authorization", value: "a", protected: true },
        { key: "X-Plain", value: "b" },
      ]),
    ).toEqual(expected);
  });

  test.each([undefined, null, [], {}])("may be nothing: %p", (raw) => {
    expect(checked(raw)).toEqual({});
  });

  test("keep the record of a secret value of a plain header; a protected one is a secret anyway", () => {
    expect(checked({ A: { value: "v", secret: true }, B: { value: "v", protected: true, secret: true } })).toEqual({
      A: { value: "v", secret: true },
      B: { value: "v", protected: true, revision: 1 },
    });
  });
});

describe("The revision of a protected header", () => {
  const first = checked(declaredAs("one"));

  test("begins at 1", () => {
    expect(first["Authorization"]?.revision).toBe(1);
  });

  test("stays while the value stays", () => {
    expect(checked(declaredAs("one"), first)).toEqual(first);
    expect(checked(first, first)).toEqual(first);
  });

  test("rises with every rotation, also back to an older value", () => {
    const second = checked(declaredAs("two"), first);
    const third = checked(declaredAs("one"), second);
    expect([second, third].map((headers) => headers["Authorization"]?.revision)).toEqual([2, 3]);
  });

  test("goes on in another spelling of the name", () => {
    const second = checked({ AUTHORIZATION: { value: "two", protected: true } }, first);
    expect(second).toEqual({ AUTHORIZATION: { value: "two", protected: true, revision: 2 } });
  });

  test("is decided by the provider, whatever the program says", () => {
    expect(checked({ A: { value: "v", protected: true, revision: 41 } })["A"]?.revision).toBe(1);
  });

  test("begins anew with a header that was plain, or that somebody else protected", () => {
    expect(checked(declaredAs("one"), { Authorization: { value: "one" } })["Authorization"]?.revision).toBe(1);
    expect(checked(declaredAs("one"), { Authorization: { protected: true } })["Authorization"]?.revision).toBe(1);
  });

  test("goes with a header that is plain now", () => {
    expect(checked({ Authorization: { value: "one" } }, first)).toEqual({ Authorization: { value: "one" } });
  });

  test("is repaired where the record lacks it", () => {
    expect(
      checked(declaredAs("one"), { Authorization: { value: "one", protected: true } })["Authorization"]?.revision,
    ).toBe(1);
  });

  test("is unknown with a value that is", () => {
    expect(checked(declaredAs(UNKNOWN), first)).toEqual({
      Authorization: { value: UNKNOWN, protected: true, revision: UNKNOWN },
    });
  });
});

describe("Headers of a preview", () => {
  test("may be unknown as a whole", () => {
    expect(checked(UNKNOWN)).toBe(UNKNOWN);
  });

  test("may have an unknown value, flag or entry", () => {
    expect(checked({ A: { value: UNKNOWN }, B: { value: "v", protected: UNKNOWN }, C: UNKNOWN })).toEqual({
      A: { value: UNKNOWN },
      B: UNKNOWN,
      C: UNKNOWN,
    });
  });

  test.each([
    ["element", [{ key: "A", value: "v" }, UNKNOWN]],
    [
      "two names",
      [
        { key: UNKNOWN, value: "v" },
        { key: UNKNOWN, value: "w" },
      ],
    ],
  ])("are unknown as a whole where no map can be made yet: a list with unknown %s", (_what, raw) => {
    expect(checked(raw)).toBe(UNKNOWN);
  });
});

describe("What `ignoreChanges` puts back", () => {
  test("are the old entries with their revision", () => {
    const old = checked(declaredAs("two"), checked(declaredAs("one")));
    expect(checked(old, old)).toEqual(old);
  });

  test("may be a header that somebody else protected, without a value", () => {
    const foreign = { Authorization: { protected: true as const } };
    expect(checked(foreign, foreign)).toStrictEqual(foreign);
    expect(checked({ Authorization: { value: null, protected: true } }, foreign)).toStrictEqual(foreign);
  });
});

describe("Headers are refused", () => {
  const problems = (raw: unknown, nameless = false) => checkHeaders(raw, {}, nameless).problems;

  test.each([
    ["a text", "Authorization: x", "headers: must be a list of { key, value, protected? }, not a string"],
    ["a number", 1, "headers: must be a list of { key, value, protected? }, not a number"],
    ["a value instead of an entry", { A: "v" }, 'headers["A"]: must be { key, value, protected? }, not a string'],
    ["a list instead of an entry", { A: ["v"] }, 'headers["A"]: must be { key, value, protected? }, not a list'],
    ["null in a list", [null], "headers[0]: must be { key, value, protected? }, not nothing"],
    ["no name", [{ value: "v" }], "headers[0]: key is required: the header's name"],
    ["null for a name", [{ key: null, value: "v" }], "headers[0]: key is required: the header's name"],
    ["a number for a name", [{ key: 1, value: "v" }], "headers[0]: key must be a string, not a number"],
    ["an empty name", { "": { value: "v" } }, 'headers[""]: key must be the header\'s name, and is empty'],
    [
      "a hidden name",
      { __proto: { value: "v" } },
      'headers["__proto"]: key must not begin with "__", which the engine keeps for itself',
    ],
    ["no value", { A: {} }, 'headers["A"]: value is required'],
    ["null for a value", { A: { value: null } }, 'headers["A"]: value is required'],
    [
      "no value of a protected header that is not recorded",
      { A: { protected: true } },
      'headers["A"]: value is required',
    ],
    ["an empty value", { A: { value: "" } }, 'headers["A"]: value must not be empty'],
    ["a number for a value", { A: { value: 1 } }, 'headers["A"]: value must be a string, not a number'],
    ["a line break in a value", { A: { value: "v\r\nB: w" } }, 'headers["A"]: value must not hold control characters'],
    [
      "half a character",
      { A: { value: "\ud800" } },
      'headers["A"]: value must be well-formed Unicode, and holds half of a surrogate pair',
    ],
    [
      "a text for the flag",
      { A: { value: "v", protected: "yes" } },
      'headers["A"]: protected must be true or false, not a string',
    ],
    ["a misspelled part", { A: { valeu: "v" } }, 'headers["A"]: has no property "valeu" (did you mean "value"?)'],
    [
      "a part that is nearest to what the package keeps for itself",
      { A: { secrets: true } },
      'headers["A"]: has no property "secrets"',
    ],
  ])("%s", (_what, raw, problem) => {
    expect(problems(raw)).toEqual([problem]);
  });

  test.each(["Bad Name", "Name:", "Näme", "a,b", "a\tb", "(a)"])("a name that is no HTTP token: %j", (name) => {
    expect(problems({ [name]: { value: "v" } })).toEqual([
      `headers[${JSON.stringify(name)}]: key must be an HTTP header name: letters, digits and !#$%&'*+-.^_\`|~ only`,
    ]);
  });

  test("two of one name, in any letter case, or where the constructor left its mark", () => {
    const problem = "is declared more than once: header names are the same in any letter case";
    expect(
      problems([
        { key: "A", value: "v" },
        { key: "a", value: "w" },
      ]),
    ).toEqual([`headers[1]: ${problem}`]);
    expect(problems({ A: { value: "v" }, a: { value: "w" } })).toEqual([`headers["a"]: ${problem}`]);
    expect(problems({ A: { [REPEATED]: true } })).toEqual([`headers["A"]: ${problem}`]);
  });

  test("no value of a protected header whose value is recorded", () => {
    const { problems } = checkHeaders({ Authorization: { protected: true } }, checked(declaredAs("one")), false);
    expect(problems).toEqual(['headers["Authorization"]: value is required']);
  });

  test("no name beside headers that are recorded", () => {
    const { problems } = checkHeaders([{ value: "v" }], checked(declaredAs("one")), false);
    expect(problems).toEqual(["headers[0]: key is required: the header's name"]);
  });

  test("all at once", () => {
    expect(problems({ A: {}, B: { value: 1 }, C: { value: "fine" } })).toHaveLength(2);
  });

  test("by place, without any name, where the whole list is secret", () => {
    const shown = problems({ "X-Canary": {}, "Y Canary": { value: "v" }, Z: { value: "v", canary: "w" } }, true).join(
      "\n",
    );
    expect(shown).toMatch(/^headers\[0\]: .*\nheaders\[1\]: .*\nheaders\[2\]: .*$/);
    expect(shown.toLowerCase()).not.toContain("canary");
  });

  test("but not names that every object seems to have", () => {
    const names = ["constructor", "toString", "hasOwnProperty", "valueOf"];
    const headers = checked(names.map((key) => ({ key, value: "v", protected: true })));
    expect(Object.keys(headers)).toEqual(names);
    expect(Object.values(headers).map(({ revision }) => revision)).toEqual([1, 1, 1, 1]);
  });
});
