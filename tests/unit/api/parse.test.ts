import { parseTest, parseWebhook, parseWebhooks, ShapeError } from "../../../provider/api/parse";

const LEAST = {
  id: "e54251d8-e518-424f-bf7d-c45aaf26f72c",
  name: "webhook-1",
  url: "https://example.com",
  object_type: "deployment",
  object_name: "deployment-1",
  event: "deployment_request_finished",
};

const WHOLE = {
  ...LEAST,
  headers: [{ key: "A", value: "1", protected: false }],
  version: "v1",
  description: "words",
  labels: { a: "b" },
  timeout: 15,
  enabled: false,
  retry: true,
  include_result: true,
};

describe("A webhook in an answer", () => {
  test("is taken as it is where it is whole", () => {
    expect(parseWebhook(WHOLE)).toEqual(WHOLE);
  });

  test("gets the documented defaults where fields are missing or null", () => {
    const expected = {
      ...LEAST,
      headers: [],
      version: null,
      description: "",
      labels: {},
      timeout: 10,
      enabled: true,
      retry: false,
      include_result: false,
    };
    expect(parseWebhook(LEAST)).toEqual(expected);
    const nulls = {
      headers: null,
      version: null,
      description: null,
      labels: null,
      timeout: null,
      enabled: null,
      retry: null,
      include_result: null,
    };
    expect(parseWebhook({ ...LEAST, ...nulls })).toEqual(expected);
  });

  test("loses what this version does not know", () => {
    expect(parseWebhook({ ...WHOLE, creation_date: "then", secret: "x" })).toEqual(WHOLE);
  });

  test("keeps when it was last changed, where that is said", () => {
    expect(parseWebhook({ ...WHOLE, last_updated: "2026-01-01" }).last_updated).toBe("2026-01-01");
    expect(parseWebhook({ ...WHOLE, last_updated: null })).toEqual(WHOLE);
  });

  test("may write numbers and truth as texts", () => {
    expect(parseWebhook({ ...WHOLE, timeout: "15", enabled: "False", retry: "true", include_result: "TRUE" })).toEqual(
      WHOLE,
    );
  });

  test("may have labels that are no texts", () => {
    expect(parseWebhook({ ...WHOLE, labels: { n: 1, b: true, t: "x" } }).labels).toEqual({ n: "1", b: "true", t: "x" });
  });

  test("may have labels with dangerous names, which stay labels", () => {
    const { labels } = parseWebhook({
      ...WHOLE,
      labels: Object.fromEntries([
        ["__proto__", "x"],
        ["constructor", "y"],
      ]),
    });
    expect(Object.entries(labels)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  test.each([
    ["null", { key: "A", value: null, protected: true }, { key: "A", value: null, protected: true }],
    ["missing", { key: "A", protected: true }, { key: "A", value: null, protected: true }],
    ["in clear", { key: "A", value: "v", protected: true }, { key: "A", value: "v", protected: true }],
    ["without a flag", { key: "A", value: "v" }, { key: "A", value: "v", protected: false }],
    ["with a flag of null", { key: "A", value: "v", protected: null }, { key: "A", value: "v", protected: false }],
  ])("may have headers whose value is %s", (_, header, expected) => {
    expect(parseWebhook({ ...WHOLE, headers: [header] }).headers).toEqual([expected]);
  });

  test.each(Object.keys(LEAST))("must have its %s", (field) => {
    for (const wrong of [undefined, null, "", 7, ["x"], {}]) {
      expect(() => parseWebhook({ ...WHOLE, [field]: wrong })).toThrow(ShapeError);
      expect(() => parseWebhook({ ...WHOLE, [field]: wrong })).toThrow(field);
    }
  });

  test.each([
    ["id", undefined, "id must be a text, not missing"],
    ["id", null, "id must be a text, not null"],
    ["id", "", "id must be a text, not empty"],
    ["id", ["x"], "id must be a text, not a list"],
    ["id", 7, "id must be a text, not a value of type number"],
    ["headers", {}, "headers must be a list, not a value of type object"],
    ["headers", ["A"], "headers[0] must be an object, not a value of type string"],
    ["headers", [{ value: "x" }], "headers[0].key must be a text, not missing"],
    ["headers", [{ key: "A" }, { key: "B", value: 7 }], "headers[1].value must be a text, not a value of type number"],
    [
      "headers",
      [{ key: "A", protected: "a true" }],
      "headers[0].protected must be true or false, not a value of type string",
    ],
    ["labels", ["a"], "labels must be an object, not a list"],
    ["version", {}, "version must be a text, not a value of type object"],
    ["description", 7, "description must be a text, not a value of type number"],
    ["timeout", "soon", "timeout must be a number, not a value of type string"],
    ["timeout", " ", "timeout must be a number, not a value of type string"],
    ["timeout", "", "timeout must be a number, not empty"],
    ["timeout", "Infinity", "timeout must be a number, not a value of type string"],
    ["timeout", {}, "timeout must be a number, not a value of type object"],
    ["enabled", "yes", "enabled must be true or false, not a value of type string"],
    ["enabled", 1, "enabled must be true or false, not a value of type number"],
    ["retry", "truely", "retry must be true or false, not a value of type string"],
    ["include_result", ["true"], "include_result must be true or false, not a list"],
  ])("is refused for its %s %j in a sentence that says where", (field, wrong, sentence) => {
    expect(() => parseWebhook({ ...WHOLE, [field]: wrong })).toThrow(new ShapeError(sentence));
  });

  test.each([
    [[WHOLE], "a list"],
    ["text", "a value of type string"],
    [7, "a value of type number"],
    [null, "null"],
    [undefined, "missing"],
  ])("is not %j", (body, what) => {
    expect(() => parseWebhook(body)).toThrow(new ShapeError(`a webhook must be an object, not ${what}`));
  });

  test("is never quoted in what is said of its shape", () => {
    expect(() => parseWebhook({ ...WHOLE, timeout: "canary" })).toThrow(/^(?!.*canary)/);
  });
});

describe("A listing in an answer", () => {
  test("is a list of webhooks", () => {
    expect(parseWebhooks([WHOLE, LEAST])).toHaveLength(2);
    expect(parseWebhooks([])).toEqual([]);
  });

  test.each([[{ results: [] }], [WHOLE], [[WHOLE, { ...WHOLE, id: undefined }]], [undefined]])("is not %j", (body) => {
    expect(() => parseWebhooks(body)).toThrow(ShapeError);
  });

  test("is refused in a sentence where it is no list", () => {
    expect(() => parseWebhooks(null)).toThrow(new ShapeError("the list of webhooks must be a list, not null"));
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
