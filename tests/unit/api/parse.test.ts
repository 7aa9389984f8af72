import { parseHeader, parseList, parseTest, ShapeError } from "../../../provider/api/parse";

describe("A list in an answer", () => {
  const parse = (body: unknown) => parseList(body, "the list of headers", parseHeader);

  test("is parsed item by item", () => {
    expect(parse([{ key: "A", value: "1" }, { key: "B" }])).toEqual([
      { key: "A", value: "1", protected: false },
      { key: "B", value: null, protected: false },
    ]);
    expect(parse([])).toEqual([]);
  });

  test.each([
    [null, "the list of headers must be a list, not null"],
    [{ results: [] }, "the list of headers must be a list, not a value of type object"],
    [[{ key: "A" }, { value: "canary" }], "headers[1].key must be a text, not missing"],
  ])("is not %j, which is said in a sentence", (body, sentence) => {
    expect(() => parse(body)).toThrow(new ShapeError(sentence));
  });
});

describe("A webhook test in an answer", () => {
  test("has a status and perhaps a message", () => {
    expect(parseTest({ id: "t", status: "failed", error_message: "no", more: 1 })).toEqual({
      id: "t",
      status: "failed",
      error_message: "no",
    });
    expect(parseTest({ id: "t", status: "pending" })).toEqual({ id: "t", status: "pending", error_message: null });
  });

  test.each([
    [{ id: "t" }, "status must be one of pending, completed, failed"],
    [{ id: "t", status: "gone" }, "status must be one of pending, completed, failed"],
    [{ status: "failed" }, "id must be a text, not missing"],
    [{ id: "t", status: "failed", error_message: 7 }, "error_message must be a text, not a value of type number"],
    [[], "a webhook test must be an object, not a list"],
  ])("is not %j, which is said in a sentence", (body, sentence) => {
    expect(() => parseTest(body)).toThrow(new ShapeError(sentence));
  });
});
