import {
  anyProtected,
  canonical,
  findEntry,
  readEntries,
  secretValues,
} from "../../../provider/resources/webhook/headers/entries";

describe("Recorded headers", () => {
  test("are read from the map of today", () => {
    const headers = { A: { value: "v", protected: true, revision: 3 }, B: { value: "w", secret: true } };
    expect(readEntries(headers)).toEqual(headers);
  });

  test("are read from a list", () => {
    expect(
      readEntries([
        { key: "A", value: "v", protected: true },
        { key: "B", value: "w", protected: false },
      ]),
    ).toEqual({
      A: { value: "v", protected: true },
      B: { value: "w" },
    });
  });

  test.each([undefined, null, "text", 1, true, [], {}])("are none in %p", (raw) => {
    expect(readEntries(raw)).toEqual({});
  });

  test("lose what is no part of a header", () => {
    const raw = {
      A: { value: 1, protected: "yes", revision: "2", secret: 1, other: true },
      B: null,
      C: "text",
      D: ["v"],
    };
    expect(readEntries(raw)).toEqual({ A: {}, B: {}, C: {}, D: {} });
    expect(readEntries(["text", null, { value: "nameless" }, { key: 1, value: "v" }])).toEqual({});
  });

  test("may be called like what every object has", () => {
    expect(readEntries(JSON.parse('{ "__proto__": { "value": "v" }, "constructor": { "value": "w" } }'))).toEqual(
      JSON.parse('{ "__proto__": { "value": "v" }, "constructor": { "value": "w" } }'),
    );
    expect(findEntry({}, "constructor")).toBeUndefined();
  });

  test("are found in any letter case, in the spelling of the record", () => {
    expect(canonical("X-A")).toBe(canonical("x-a"));
    expect(findEntry({ "X-A": { value: "v" } }, "x-a")).toEqual(["X-A", { value: "v" }]);
    expect(findEntry({ "X-A": { value: "v" } }, "x-b")).toBeUndefined();
  });
});

describe("The secrets of headers", () => {
  test("are the values of protected ones and of those that the program made secret", () => {
    expect(
      secretValues({
        A: { value: "protected", protected: true },
        B: { value: "secret", secret: true },
        C: { value: "plain" },
        D: { protected: true },
      }),
    ).toEqual(["protected", "secret"]);
  });

  test("are there as soon as one header is protected", () => {
    expect(anyProtected({ A: { value: "plain" }, B: { protected: true } })).toBe(true);
    expect(anyProtected({ A: { value: "plain" } })).toBe(false);
  });
});
