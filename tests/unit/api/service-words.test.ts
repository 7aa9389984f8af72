import { serviceWords } from "../../../provider/api/service-words";

describe("What an error's body says", () => {
  test.each([
    ["a message", '{"error":"No such thing"}', "No such thing"],
    ["a message under another name", '{"error_message":"No such thing"}', "No such thing"],
    ["a detail", '{"detail":"Not found."}', "Not found."],
    ["a list", '["Too long","Too odd"]', "Too long Too odd"],
    ["a list of objects", '[{"error":"Too long"},{"error":"Too odd"}]', "Too long; Too odd"],
    ["a JSON text", '"Just words"', "Just words"],
    ["plain text", "Just  words\n", "Just words"],
    ["nothing", "", ""],
    ["an empty object", "{}", ""],
    ["null", "null", ""],
    [
      "a page",
      "<html><head><style>b{}</style><title>Maintenance</title></head><body><h1>Back&nbsp;soon</h1></body></html>",
      "Maintenance Back&nbsp;soon",
    ],
    [
      "a title and a number",
      '{"title":"No such thing","status":404,"final":true}',
      "No such thing; status: 404; final: true",
      { status: "404", final: "true" },
    ],
    ["what no field is about", '{"non_field_errors":["Too odd"],"message":"Too long"}', "Too odd; Too long"],
    ["a list of texts and objects", '["Too long",{"error":"Too odd"}]', "Too long; Too odd"],
    ["an empty list", '{"error":[],"detail":"words"}', "words"],
    ["text with a comparison in it", "1 <2> 3", "1 <2> 3"],
    ["a page after whitespace", " \n<p>Sign</p><p>in</p>", "Sign in"],
    ["control characters", '{"error":"a\\u001b[31m\\nb"}', "a [31m b"],
  ])("in %s", (_, body, text, fields: Record<string, string> = {}) => {
    expect(serviceWords(body)).toEqual({ text, fields });
  });

  test.each([
    [
      "lists of sentences",
      '{"url":["Enter a valid URL."],"timeout":["Too large."]}',
      { url: "Enter a valid URL.", timeout: "Too large." },
    ],
    ["texts", '{"url":"Enter a valid URL."}', { url: "Enter a valid URL." }],
    ["a nested object", '{"headers":{"1":{"value":["Empty."]}}}', { "headers.1.value": "Empty." }],
    ["an object under a message's name", '{"error":{"url":["Enter a valid URL."]}}', { url: "Enter a valid URL." }],
    ["a list of objects", '{"errors":[{"url":"Enter a valid URL."}]}', { url: "Enter a valid URL." }],
  ])("about fields in %s", (_, body, expected) => {
    const words = serviceWords(body);
    expect(words.fields).toEqual(expected);
    for (const [field, sentence] of Object.entries(expected)) expect(words.text).toContain(`${field}: ${sentence}`);
  });

  test.each(["x".repeat(100_000), JSON.stringify("x".repeat(50_000)), `<p>${"x".repeat(100_000)}`])(
    "is read up to a length (%#)",
    (body) => {
      expect(serviceWords(body).text).toBe("x".repeat(16_000));
    },
  );

  test("is not read to the end if it is nested without end", () => {
    const deep = `${'{"a":'.repeat(1000)}"x"${"}".repeat(1000)}`;
    expect(serviceWords(deep)).toEqual({ text: "", fields: {} });
  });
});
