import { type Emulator, startEmulator } from "../../emulator/src";
import type { Properties } from "../../provider/resources/types";
import { Session } from "../../provider/resources/session";
import { LEAST, Process } from "../support/verbs";

const SECRET = { Authorization: "canary" };

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const begin = () => new Process(emulator);
const bodies = (method: string) =>
  emulator.requests.filter((request) => request.method === method).map(({ body }) => body);

const SENT = {
  name: "finished",
  url: LEAST.url,
  object_type: "deployment",
  object_name: "model",
  event: LEAST.event,
  timeout: 10,
  enabled: true,
  retry: false,
  include_result: false,
};

test("a creation sends what is declared and the defaults, and nothing that is empty", async () => {
  await begin().create({ ...LEAST, labels: {}, headers: {}, protectedHeaders: {}, description: "" });
  expect(bodies("POST")).toEqual([SENT]);
});

test("a creation sends every field of a webhook that declares all of them", async () => {
  await begin().create({
    ...LEAST,
    version: "v2",
    description: "tells",
    labels: { team: "ml" },
    headers: { "X-Stage": "prod" },
    protectedHeaders: SECRET,
    timeout: 7,
    enabled: false,
    retry: true,
    includeResult: true,
  });
  expect(bodies("POST")).toEqual([
    {
      ...SENT,
      version: "v2",
      description: "tells",
      labels: { team: "ml" },
      headers: [
        { key: "X-Stage", value: "prod", protected: false },
        { key: "Authorization", value: "canary", protected: true },
      ],
      timeout: 7,
      enabled: false,
      retry: true,
      include_result: true,
    },
  ]);
});

test("the record holds every output, also what is not declared", async () => {
  const { recorded } = await begin().create(LEAST);
  expect(recorded.state).toEqual({
    ...LEAST,
    project: "shop",
    version: null,
    description: "",
    labels: {},
    headers: {},
    protectedHeaders: {},
    timeout: 10,
    enabled: true,
    retry: false,
    includeResult: false,
    adoptExisting: false,
    webhookId: recorded.id.replace("shop/", ""),
    __host: emulator.url,
  });
});

test("an update sends what changed and nothing else, and what is left out goes back to its default", async () => {
  const declared = { ...LEAST, protectedHeaders: SECRET, description: "one", labels: { team: "ml" }, timeout: 20 };
  const made = await begin().create(declared);
  const changed = { ...LEAST, protectedHeaders: SECRET, description: "two" };
  expect(begin().changes(made, changed)).toEqual(["description", "labels/team", "timeout"]);
  await begin().update(made, changed);
  expect(bodies("PATCH")).toEqual([{ description: "two", labels: {}, timeout: 10 }]);
});

describe("An update of one field", () => {
  const FULL = {
    ...LEAST,
    name: "first",
    version: "v1",
    description: "first",
    labels: { team: "first" },
    headers: { "X-Stage": "prod" },
    protectedHeaders: SECRET,
    timeout: 20,
    enabled: false,
    retry: true,
    includeResult: true,
  };
  const kept = { key: "Authorization", value: null, protected: true };

  test.each<[field: string, declared: Properties, sent: object]>([
    ["name", { name: "other" }, { name: "other" }],
    ["url", { url: "https://hooks.example.com/other" }, { url: "https://hooks.example.com/other" }],
    ["event", { event: "deployment_request_failed" }, { event: "deployment_request_failed" }],
    ["description", { description: "other" }, { description: "other" }],
    ["labels", { labels: { team: "other" } }, { labels: { team: "other" } }],
    ["timeout", { timeout: 30 }, { timeout: 30 }],
    ["enabled", { enabled: true }, { enabled: true }],
    ["retry", { retry: false }, { retry: false }],
    ["includeResult", { includeResult: false }, { include_result: false }],
    [
      "headers",
      { headers: { "X-Stage": "dev" } },
      { headers: [{ key: "X-Stage", value: "dev", protected: false }, kept] },
    ],
  ])("sends %s alone", async (_field, declared, sent) => {
    await begin().update(await begin().create(FULL), { ...FULL, ...declared });
    expect(bodies("PATCH")).toEqual([sent]);
  });

  test.each<[field: string, sent: object]>([
    ["description", { description: "" }],
    ["labels", { labels: {} }],
    ["timeout", { timeout: 10 }],
    ["enabled", { enabled: true }],
    ["retry", { retry: false }],
    ["includeResult", { include_result: false }],
    ["headers", { headers: [kept] }],
    ["protectedHeaders", { headers: [{ key: "X-Stage", value: "prod", protected: false }] }],
  ])("sets %s back to its default if the program no longer declares it", async (field, sent) => {
    await begin().update(await begin().create(FULL), { ...FULL, [field]: undefined });
    expect(bodies("PATCH")).toEqual([sent]);
  });
});

test("an update without a change sends nothing", async () => {
  const made = await begin().create({ ...LEAST, protectedHeaders: SECRET });
  const updated = await begin().update(made, { ...LEAST, protectedHeaders: SECRET, adoptExisting: true });
  expect(bodies("PATCH")).toEqual([]);
  expect(updated.recorded.state).toMatchObject({ adoptExisting: true, __listed: true });
});

test("an update goes on with what the refresh before it has read in the same process", async () => {
  const made = await begin().create(LEAST);
  emulator.clearRequests();
  const process = begin();
  await process.update(await process.refresh(made), { ...LEAST, timeout: 20 });
  expect(emulator.requests.map(({ method }) => method)).toEqual(["GET", "PATCH"]);
});

test("everything that is wrong with the configuration is told by every operation", () => {
  const frontEnd = { warn: () => undefined, importCommand: "import it" };
  const unconfigured = new Session({ problems: ["One.", "Two."] }, frontEnd);
  expect(() => unconfigured.begin()).toThrow("One. Two.");
});
