import { type Emulator, startEmulator } from "../../emulator/src";
import { LEAST, Process, type Stored } from "../support/verbs";

const DECLARED = {
  ...LEAST,
  timeout: 20,
  labels: { a: "1", b: "2" },
  headers: { "X-Stage": "prod" },
  protectedHeaders: { Authorization: "canary" },
};

let emulator: Emulator;
let stored: Stored;
beforeAll(async () => {
  emulator = await startEmulator();
  stored = await new Process(emulator).create(DECLARED);
});
afterEach(() => {
  emulator.clearTroubles();
});
afterAll(() => emulator.close());

const changes = (seen: Stored) => new Process(emulator).changes(seen, DECLARED);

/** Refreshes from an answer with some of it written otherwise. */
async function refreshFrom(change: object): Promise<Stored> {
  const [there] = emulator.webhooks("shop");
  emulator.trouble({
    kind: "status",
    status: 200,
    body: { ...there, headers: [hidden, stage], ...change },
    methods: ["GET"],
  });
  return new Process(emulator).refresh(stored);
}

const hidden = { key: "Authorization", value: null, protected: true };
const stage = { key: "X-Stage", value: "prod", protected: false };

test.each<[what: string, change: object]>([
  ["headers in another order", { headers: [stage, hidden] }],
  [
    "names of headers in another letter case",
    {
      headers: [
        { ...hidden, key: "AUTHORIZATION" },
        { ...stage, key: "x-stage" },
      ],
    },
  ],
  ["labels in another order", { labels: { b: "2", a: "1" } }],
  ["a description that is null", { description: null }],
  ["a version that was left to it, null", { version: null }],
  ["a version that was left to it, by its name", { version: "v7" }],
  ["a number as a string", { timeout: "20" }],
  ["booleans as strings", { enabled: "true", retry: "False" }],
  [
    "no fields that are at their defaults",
    { enabled: undefined, retry: undefined, include_result: undefined, description: undefined },
  ],
  ["a plain header without its flag", { headers: [hidden, { key: "X-Stage", value: "prod" }] }],
  ["a protected value as it is", { headers: [{ ...hidden, value: "canary" }, stage] }],
  ["another protected value", { headers: [{ ...hidden, value: "other" }, stage] }],
  ["the URL in its normal form", { url: "https://HOOKS.example.com:443/ubiops" }],
  [
    "fields that are new",
    {
      secret_future: true,
      headers: [
        { ...hidden, added: 1 },
        { ...stage, id: 7 },
      ],
    },
  ],
  ["another time of the last change", { last_updated: "2031-01-01T00:00:00Z", creation_date: "2031-01-01T00:00:00Z" }],
])("a service that answers %s shows no drift", async (_what, change) => {
  const seen = await refreshFrom(change);
  expect(changes(seen)).toEqual([]);
  expect(JSON.stringify(seen)).not.toMatch(/2031-01-01|secret_future|"v7"|"other"/);
});

test.each<[what: string, place: string, change: object]>([
  ["no headers", "headers/X-Stage", { headers: [hidden] }],
  ["an empty plain header", "headers/X-Stage", { headers: [hidden, { ...stage, value: "" }] }],
  ["another number", "timeout", { timeout: "21" }],
  ["another label", "labels/b", { labels: { a: "1", b: "3" } }],
  ["a URL whose path has another letter case", "url", { url: "https://hooks.example.com/UbiOps" }],
])("a service that answers %s shows drift", async (_what, place, change) => {
  expect(changes(await refreshFrom(change))).toEqual([place]);
});

test.each([null, "v1"])(
  "a version that is not declared is no drift in a service that shows it as %j",
  async (defaultVersion) => {
    const other = await startEmulator({ defaultVersion });
    try {
      const once = await new Process(other).refresh(await new Process(other).create(LEAST));
      const twice = await new Process(other).refresh(once);
      expect([once, twice].map((seen) => new Process(other).changes(seen, LEAST))).toEqual([[], []]);
      expect(twice.recorded.state["version"]).toBeNull();
    } finally {
      await other.close();
    }
  },
);

test("texts are sent without outer whitespace, so that a service that trims them shows no drift", async () => {
  const padded = {
    name: " padded\n",
    project: " shop ",
    url: " https://hooks.example.com/padded ",
    objectType: "deployment",
    objectName: " model\t",
    version: " v1 ",
    event: "deployment_request_finished",
    description: "\nin\n\tlines ",
    labels: { " team ": " ml " },
    headers: { " X-Stage ": " prod " },
    protectedHeaders: { " Authorization ": " canary " },
  };
  const made = await new Process(emulator).create(padded);
  expect(emulator.webhooks("shop").at(-1)).toMatchObject({
    name: "padded",
    url: "https://hooks.example.com/padded",
    object_name: "model",
    version: "v1",
    description: "in\n\tlines",
    labels: { team: "ml" },
    headers: [
      { key: "X-Stage", value: "prod" },
      { key: "Authorization", value: "canary" },
    ],
  });
  const seen = await new Process(emulator).refresh(made);
  expect(new Process(emulator).changes(seen, padded)).toEqual([]);
});
