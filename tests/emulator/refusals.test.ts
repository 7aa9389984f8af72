import { connect } from "node:net";

import { call, webhook } from "./call";
import { startEmulator } from "../../emulator/src";
import type { Emulator } from "../../emulator/src";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
afterEach(async () => {
  expect((await call(emulator, "GET", "/projects/p/webhooks")).body).toEqual([]);
});

const WEBHOOKS = "/projects/p/webhooks";
const REQUIRED = ["This field is required."];

it.each<[string, Record<string, unknown>, object]>([
  [
    "a name of 65 characters",
    { name: "x".repeat(65) },
    { name: ["Ensure this field has no more than 64 characters."] },
  ],
  ["an empty name", { name: "" }, { name: ["This field may not be blank."] }],
  ["a name that is null", { name: null }, { name: ["This field must be a string."] }],
  [
    "a description of 401 characters",
    { description: "x".repeat(401) },
    { description: ["Ensure this field has no more than 400 characters."] },
  ],
  ["timeout 0", { timeout: 0 }, { timeout: ["Ensure this value is greater than or equal to 1."] }],
  ["timeout 31", { timeout: 31 }, { timeout: ["Ensure this value is less than or equal to 30."] }],
  ["timeout 1.5", { timeout: 1.5 }, { timeout: ["This field must be an integer."] }],
  ['timeout "10"', { timeout: "10" }, { timeout: ["This field must be an integer."] }],
  ['enabled "true"', { enabled: "true" }, { enabled: ["This field must be a boolean."] }],
  ["a label that is a number", { labels: { a: 1 } }, { labels: { a: ["This field must be a string."] } }],
  ["an empty object name", { object_name: "" }, { object_name: ["This field may not be blank."] }],
  ["an empty version", { version: "" }, { version: ["This field may not be blank."] }],
  [
    "an unknown object type",
    { object_type: "experiment" },
    { object_type: ["This field must be one of deployment,pipeline."] },
  ],
  ["a header without key", { headers: [{ value: "x", protected: false }] }, { headers: { 0: { key: REQUIRED } } }],
  ["a header without value", { headers: [{ key: "A", protected: true }] }, { headers: { 0: { value: REQUIRED } } }],
  [
    "a header that does not say whether it is protected",
    { headers: [{ key: "A", value: "1" }] },
    { headers: { 0: { protected: REQUIRED } } },
  ],
  [
    "a header whose value is empty",
    { headers: [{ key: "A", value: "", protected: false }] },
    { headers: { 0: { value: ["This field may not be blank."] } } },
  ],
  [
    "a header whose value is null",
    { headers: [{ key: "A", value: null, protected: true }] },
    { headers: { 0: { value: ["This field must be a string."] } } },
  ],
  [
    "a header whose flag is null",
    { headers: [{ key: "A", value: "1", protected: null }] },
    { headers: { 0: { protected: ["This field must be a boolean."] } } },
  ],
  [
    "two headers of one name",
    {
      headers: [
        { key: "A", value: "1", protected: false },
        { key: "a", value: "2", protected: true },
      ],
    },
    { headers: { 1: { key: ["A header of this name is already in the list."] } } },
  ],
  ["headers as an object", { headers: { A: "1" } }, { headers: ["This field must be a list."] }],
  ["a url without scheme", { url: "example.com" }, { url: ["Enter a valid URL."] }],
  ["a url of another scheme", { url: "ftp://example.com" }, { url: ["Enter a valid URL."] }],
])("refuses %s in a creation, by its field", async (_, fields, expected) => {
  const { status, body } = await call(emulator, "POST", WEBHOOKS, webhook(fields));
  expect([status, body]).toEqual([400, expected]);
});

it("names every missing field at once", async () => {
  const { status, body } = await call(emulator, "POST", WEBHOOKS, {});
  expect([status, body]).toEqual([
    400,
    { name: REQUIRED, url: REQUIRED, object_type: REQUIRED, object_name: REQUIRED, event: REQUIRED },
  ]);
});

it("refuses an event of the other object type, in a creation and in an update", async () => {
  const event = "pipeline_request_failed";
  expect(await call(emulator, "POST", WEBHOOKS, webhook({ event }))).toMatchObject({
    status: 400,
    body: { event: [expect.any(String)] },
  });
  emulator.put("p", { name: "w" });
  expect(await call(emulator, "PATCH", `${WEBHOOKS}/w`, { event })).toMatchObject({
    status: 400,
    body: { event: [expect.any(String)] },
  });
  emulator.remove("p", "w");
});

it.each([
  ["name", "a string"],
  ["url", "a string"],
  ["headers", "a list"],
  ["description", "a string"],
  ["labels", "an object"],
  ["event", "a string"],
  ["timeout", "an integer"],
  ["enabled", "a boolean"],
  ["retry", "a boolean"],
  ["include_result", "a boolean"],
])("refuses an update of %s with null, which must be %s", async (field, kind) => {
  emulator.put("p", { name: "w" });
  const { status, body } = await call(emulator, "PATCH", `${WEBHOOKS}/w`, { [field]: null });
  emulator.remove("p", "w");
  expect([status, body]).toEqual([400, { [field]: [`This field must be ${kind}.`] }]);
});

it("accepts what is just within the limits", async () => {
  const fields = { name: "x".repeat(64), description: "☃".repeat(400), timeout: 1 };
  expect((await call(emulator, "POST", WEBHOOKS, webhook(fields))).status).toBe(201);
  emulator.remove("p", fields.name);
});

it.each<[string, string, string, unknown, Record<string, string>, number]>([
  ["broken JSON", "POST", WEBHOOKS, "{", {}, 400],
  ["a list", "POST", WEBHOOKS, [], {}, 400],
  ["a number", "POST", WEBHOOKS, "1", {}, 400],
  ["no body", "POST", WEBHOOKS, undefined, {}, 400],
  ["an update of a webhook that does not exist", "PATCH", `${WEBHOOKS}/missing`, { timeout: 3 }, {}, 404],
  ["an empty body", "POST", WEBHOOKS, "", {}, 400],
  ["a huge body", "POST", WEBHOOKS, { name: "x".repeat(2_000_000) }, {}, 413],
  ["another content type", "POST", WEBHOOKS, "name=w", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ["an unreadable content type", "POST", WEBHOOKS, "{}", { "content-type": "x" }, 415],
  ["an unknown path", "GET", "/nothing", undefined, {}, 404],
  ["a path that begins with two slashes", "GET", `/..//v2.1${WEBHOOKS}`, undefined, {}, 404],
  ["the project's own path", "GET", "/projects/p", undefined, {}, 404],
  ["a path beyond a webhook", "GET", `${WEBHOOKS}/a/b`, undefined, {}, 404],
  ["a webhook that does not exist", "DELETE", `${WEBHOOKS}/missing`, undefined, {}, 404],
  ["a test that does not exist", "GET", "/projects/p/webhooks-tests/missing", undefined, {}, 404],
  ["a very long name", "GET", `${WEBHOOKS}/${"x".repeat(8000)}`, undefined, {}, 404],
  ["a broken encoding", "GET", `${WEBHOOKS}/%zz`, undefined, {}, 400],
  ["a method that the list does not have", "DELETE", WEBHOOKS, undefined, {}, 405],
  ["a method that a webhook does not have", "PUT", `${WEBHOOKS}/w`, {}, {}, 405],
  ["a method that tests do not have", "GET", "/projects/p/webhooks-tests", undefined, {}, 405],
])("answers %s with the API's kind of error", async (_, method, path, sent, headers, expected) => {
  const { status, body, headers: answered } = await call(emulator, method, path, sent, headers);
  expect([status, body]).toEqual([expected, { error: expect.any(String) as string }]);
  expect(answered.get("content-type")).toMatch(/^application\/json/);
});

it("names the methods of a path in a 405", async () => {
  expect((await call(emulator, "PUT", `${WEBHOOKS}/w`, {})).headers.get("allow")).toBe("GET, PATCH, DELETE");
});

it("answers what is not HTTP, and unknown methods, and goes on", async () => {
  const { port } = new URL(emulator.url);
  for (const line of ["hello", "BREW /v2.1/projects/p/webhooks HTTP/1.1\r\nhost: x"]) {
    const text = await new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(`${line}\r\n\r\n`));
      socket.on("data", (chunk) => (received += chunk.toString()));
      socket.on("end", () => {
        resolve(received);
      });
      socket.on("error", reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toContain('{"error":"The request is not valid HTTP"}');
  }
});
