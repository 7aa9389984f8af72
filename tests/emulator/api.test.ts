import { call, webhook } from "./call";
import { emulators } from "./emulators";
import type { Emulator } from "../../emulator/src";

const start = emulators();

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});

const WEBHOOKS = "/projects/p/webhooks";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const header = (key: string, value: string) => ({ key, value, protected: false });

const names = (body: unknown) => (Array.isArray(body) ? body.map((item: { name?: unknown }) => item.name) : body);

it("creates a webhook with the documented defaults and answers with all its fields", async () => {
  const answer = await call(emulator, "POST", WEBHOOKS, webhook());
  expect(answer.status).toBe(201);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(answer.body).toEqual({
    ...webhook(),
    id: expect.stringMatching(UUID) as string,
    version: null,
    headers: [],
    description: "",
    labels: {},
    timeout: 10,
    enabled: true,
    retry: false,
    include_result: false,
    creation_date: expect.stringMatching(DATE) as string,
    last_updated: expect.stringMatching(DATE) as string,
  });
});

it("keeps every field as it is sent and ignores unknown ones", async () => {
  const sent = webhook({
    version: "v7",
    headers: [{ key: "X-A", value: "1", protected: false }],
    description: "text",
    labels: { team: "risk" },
    timeout: 30,
    enabled: false,
    retry: true,
    include_result: true,
  });
  const created = await call(emulator, "POST", WEBHOOKS, { ...sent, surprise: 1 });
  expect(created.body).toMatchObject(sent);
  expect(created.body).not.toHaveProperty("surprise");
  expect((await call(emulator, "GET", `${WEBHOOKS}/w`)).body).toEqual(created.body);
});

it.each(["a/b c?", "100%", "#1", "ünï ☃", "a+b", "%2F", "x".repeat(64)])(
  "finds the name %j by its encoded path",
  async (name) => {
    await call(emulator, "POST", WEBHOOKS, webhook({ name }));
    const path = `${WEBHOOKS}/${encodeURIComponent(name)}`;
    expect((await call(emulator, "GET", path)).body).toMatchObject({ name });
    expect((await call(emulator, "PATCH", path, { description: "changed" })).body).toMatchObject({
      name,
      description: "changed",
    });
    expect((await call(emulator, "DELETE", path)).status).toBe(204);
    expect(emulator.webhooks("p")).toEqual([]);
  },
);

it("updates only what is sent, replaces labels as a whole, and keeps id and creation date", async () => {
  const sent = webhook({ labels: { a: "1", b: "2" }, description: "old", headers: [header("X-A", "1")] });
  const { body: before } = await call(emulator, "POST", WEBHOOKS, sent);
  const { status, body } = await call(emulator, "PATCH", `${WEBHOOKS}/w`, { labels: { c: "3" }, timeout: 3 });
  expect(status).toBe(200);
  expect(body).toEqual({
    ...(before as object),
    labels: { c: "3" },
    timeout: 3,
    last_updated: expect.stringMatching(DATE) as string,
  });
});

it.each([
  { name: "other" },
  { url: "http://other.example.com/" },
  { headers: [header("X-B", "2")] },
  { description: "other" },
  { description: "" },
  { labels: {} },
  { event: "deployment_request_failed" },
  { timeout: 30 },
  { enabled: false },
  { retry: true },
  { include_result: true },
])("updates %j and nothing else", async (change) => {
  const sent = webhook({ labels: { a: "1" }, description: "old", headers: [header("X-A", "1")] });
  const { body: before } = await call(emulator, "POST", WEBHOOKS, sent);
  expect((await call(emulator, "PATCH", `${WEBHOOKS}/w`, change)).status).toBe(200);
  const { body: after } = await call(emulator, "GET", `${WEBHOOKS}/${change.name ?? "w"}`);
  expect(after).toEqual({ ...(before as object), ...change, last_updated: expect.stringMatching(DATE) as string });
});

it("replaces the whole set of headers", async () => {
  await call(emulator, "POST", WEBHOOKS, webhook({ headers: [header("X-A", "1"), header("X-B", "2")] }));
  await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: [header("X-C", "3")] });
  expect(emulator.webhooks("p")[0]?.headers).toEqual([header("X-C", "3")]);
  await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: [] });
  expect(emulator.webhooks("p")[0]?.headers).toEqual([]);
});

it("does not move a webhook to another object or version, and ignores unknown fields", async () => {
  await call(emulator, "POST", WEBHOOKS, webhook({ version: "v2" }));
  for (const fields of [
    { object_type: "pipeline", object_name: "other", version: "v3" },
    { version: null },
    { id: "other", surprise: 1 },
  ]) {
    expect((await call(emulator, "PATCH", `${WEBHOOKS}/w`, fields)).status).toBe(200);
  }
  expect(emulator.webhooks("p")[0]).toMatchObject({ object_type: "deployment", object_name: "model", version: "v2" });
});

it("renames a webhook, frees the old name, and keeps its place in the listing", async () => {
  await call(emulator, "POST", WEBHOOKS, webhook({ name: "one" }));
  await call(emulator, "POST", WEBHOOKS, webhook({ name: "two" }));
  expect((await call(emulator, "PATCH", `${WEBHOOKS}/one`, { name: "three" })).status).toBe(200);
  expect((await call(emulator, "GET", `${WEBHOOKS}/one`)).status).toBe(404);
  expect(names((await call(emulator, "GET", WEBHOOKS)).body)).toEqual(["three", "two"]);
  expect((await call(emulator, "POST", WEBHOOKS, webhook({ name: "one" }))).status).toBe(201);
  expect((await call(emulator, "PATCH", `${WEBHOOKS}/three`, { name: "three" })).status).toBe(200);
});

it.each([
  [undefined, 409],
  [400 as const, 400],
])("refuses a taken name in a creation and a rename (option %p)", async (takenNameStatus, status) => {
  const other = await start(takenNameStatus ? { takenNameStatus } : {});
  await call(other, "POST", WEBHOOKS, webhook({ name: "one" }));
  await call(other, "POST", WEBHOOKS, webhook({ name: "two" }));
  const refusals = [
    await call(other, "POST", WEBHOOKS, webhook({ name: "two" })),
    await call(other, "PATCH", `${WEBHOOKS}/one`, { name: "two" }),
  ];
  expect(refusals.map((refusal) => refusal.status)).toEqual([status, status]);
  expect(refusals[0]?.body).toEqual({ error: 'A webhook with the name "two" already exists' });
  expect((await call(other, "POST", "/projects/q/webhooks", webhook({ name: "two" }))).status).toBe(201);
});

it("filters a listing by labels, object type and event, each alone and combined", async () => {
  await call(emulator, "POST", WEBHOOKS, webhook({ name: "a", labels: { team: "risk", stage: "prod" } }));
  await call(
    emulator,
    "POST",
    WEBHOOKS,
    webhook({ name: "b", labels: { team: "risk" }, event: "deployment_request_failed" }),
  );
  await call(
    emulator,
    "POST",
    WEBHOOKS,
    webhook({ name: "c", object_type: "pipeline", event: "pipeline_request_failed", labels: { url: "a:b" } }),
  );
  const listed = async (query: string) => names((await call(emulator, "GET", `${WEBHOOKS}?${query}`)).body);
  expect(await listed("")).toEqual(["a", "b", "c"]);
  expect(await listed("labels=team:risk")).toEqual(["a", "b"]);
  expect(await listed("labels=team%3Arisk%2Cstage%3Aprod")).toEqual(["a"]);
  expect(await listed("labels=url:a:b")).toEqual(["c"]);
  expect(await listed("labels=constructor:x")).toEqual([]);
  expect(await listed("object_type=pipeline")).toEqual(["c"]);
  expect(await listed("event=deployment_request_failed&labels=team:risk")).toEqual(["b"]);
  expect(await listed("event=unknown")).toEqual([]);
  expect((await call(emulator, "GET", `${WEBHOOKS}?labels=team`)).status).toBe(400);
});

it("knows every project, or only the given ones", async () => {
  expect((await call(emulator, "GET", "/projects/any/webhooks")).body).toEqual([]);
  const strict = await start({ projects: ["p"] });
  expect((await call(strict, "GET", WEBHOOKS)).status).toBe(200);
  const refusals = [
    await call(strict, "GET", "/projects/q/webhooks"),
    await call(strict, "POST", "/projects/q/webhooks", webhook()),
    await call(strict, "POST", "/projects/q/webhooks-tests", {}),
  ];
  expect(refusals.map(({ status, body }) => [status, body])).toEqual(
    refusals.map(() => [404, { error: 'The project "q" does not exist' }]),
  );
});

it.each([
  ["no header", "", "Authentication credentials were not provided"],
  ["another scheme", "Bearer emulator-token", "Authentication credentials were not provided"],
  ["another token", "Token other", "Invalid token"],
  ["the scheme twice", "Token Token emulator-token", "Invalid token header. Token string should not contain spaces"],
])("refuses %s with 401", async (_, authorization, error) => {
  const { status, body } = await call(emulator, "GET", WEBHOOKS, undefined, { authorization });
  expect([status, body]).toEqual([401, { error }]);
});

it("accepts a rotated token and no longer the previous one", async () => {
  const previous = emulator.token;
  emulator.setToken("new");
  expect((await call(emulator, "GET", WEBHOOKS)).status).toBe(200);
  expect((await call(emulator, "GET", WEBHOOKS, undefined, { authorization: `Token ${previous}` })).status).toBe(401);
});

describe("a version that is not sent", () => {
  it.each([{}, { version: null }])("is null in the answers (%j)", async (fields) => {
    emulator.setObject("p", "deployment", "model", { defaultVersion: "v5" });
    expect((await call(emulator, "POST", WEBHOOKS, webhook(fields))).body).toMatchObject({ version: null });
    expect((await call(emulator, "GET", WEBHOOKS)).body).toMatchObject([{ version: null }]);
    expect(emulator.put("p")).toMatchObject({ version: null });
  });

  it.each([{}, { version: null }])(
    "is the default version in the answers if the emulator is told to (%j)",
    async (fields) => {
      const other = await start({ defaultVersion: "v1" });
      expect((await call(other, "POST", WEBHOOKS, webhook(fields))).body).toMatchObject({ version: "v1" });
      other.setObject("p", "deployment", "model", { defaultVersion: "v5" });
      expect((await call(other, "POST", WEBHOOKS, webhook({ ...fields, name: "x" }))).body).toMatchObject({
        version: "v5",
      });
      expect(other.put("p")).toMatchObject({ version: "v1" });
    },
  );
});

it("does not know objects, versions and default versions that a test takes away", async () => {
  emulator.setObject("p", "deployment", "model", { versions: ["v1"], defaultVersion: null });
  emulator.removeObject("p", "pipeline", "flow");
  const created = async (fields: Record<string, unknown>) =>
    (await call(emulator, "POST", WEBHOOKS, webhook(fields))).status;
  expect(await created({ version: "v2" })).toBe(404);
  expect(await created({})).toBe(400);
  expect(await created({ object_type: "pipeline", object_name: "flow", event: "pipeline_request_failed" })).toBe(404);
  expect(await created({ version: "v1" })).toBe(201);
});

it("is changed without the API and its rules, and hands out copies", async () => {
  const planted = emulator.put("p", { name: "x", headers: [{ key: "A", value: "1", protected: true }] });
  const edited = emulator.edit("p", "x", { name: "y", timeout: 99 });
  expect(edited).toMatchObject({ id: planted.id, name: "y", timeout: 99 });
  expect(() => emulator.edit("p", "x", {})).toThrow('The webhook "x" does not exist');
  Object.assign(emulator.webhooks("p")[0]?.headers[0] ?? {}, { value: "changed" });
  expect(emulator.webhooks("p")[0]?.headers).toEqual([{ key: "A", value: "1", protected: true }]);
  emulator.remove("p", "y");
  expect((await call(emulator, "GET", WEBHOOKS)).body).toEqual([]);
});

it("logs every request with its body and status, in the order of arrival", async () => {
  await call(emulator, "POST", WEBHOOKS, webhook());
  await call(emulator, "GET", "/projects/a%20b/webhooks?labels=x:y");
  expect(emulator.requests).toMatchObject([
    { method: "POST", path: "/v2.1/projects/p/webhooks", project: "p", status: 201, body: webhook() },
    { method: "GET", path: "/v2.1/projects/a%20b/webhooks", project: "a b", status: 200, query: { labels: "x:y" } },
  ]);
  emulator.clearRequests();
  expect(emulator.requests).toEqual([]);
});

it("keeps the given number of requests", async () => {
  const other = await start({ logLimit: 2 });
  for (const project of ["a", "b", "c"]) await call(other, "GET", `/projects/${project}/webhooks`);
  expect(other.requests.map((request) => request.project)).toEqual(["b", "c"]);
});
