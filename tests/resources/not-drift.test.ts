import { type Emulator, startEmulator } from "../../emulator/src";
import { Process, type Recorded } from "../support/verbs";

const DECLARED = {
  name: "w",
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  timeout: 20,
  headers: { Authorization: { value: "canary", protected: true }, "X-Stage": { value: "prod" } },
};
const LABELLED = { ...DECLARED, name: "labelled", labels: { a: "1", b: "2" }, headers: {} };

let emulator: Emulator;
let recorded: Recorded;
let labelled: Recorded;
beforeAll(async () => {
  emulator = await startEmulator();
  recorded = await new Process(emulator).create(DECLARED);
  labelled = await new Process(emulator).create(LABELLED);
});
afterEach(() => {
  emulator.clearTroubles();
});
afterAll(() => emulator.close());

/** What the service answers to a GET, with some of it otherwise. */
async function answer(name: string, change: Readonly<Record<string, unknown>>): Promise<void> {
  const response = await fetch(`${emulator.url}/projects/shop/webhooks/${name}`, {
    headers: { authorization: `Token ${emulator.token}` },
  });
  const body: unknown = await response.json();
  emulator.trouble({ kind: "status", status: 200, body: { ...(body as object), ...change }, methods: ["GET"] });
}

const hidden = { key: "Authorization", value: null, protected: true };
const stage = { key: "X-Stage", value: "prod", protected: false };

test.each<[what: string, change: Readonly<Record<string, unknown>>]>([
  ["another order of the headers", { headers: [stage, hidden] }],
  ["another letter case of a plain header's name", { headers: [hidden, { ...stage, key: "x-STAGE" }] }],
  ["another letter case of a protected header's name", { headers: [{ ...hidden, key: "authorization" }, stage] }],
  ["a null description", { description: null }],
  ["an empty description", { description: "" }],
  ["null labels", { labels: null }],
  ["empty labels", { labels: {} }],
  ["the resolved default version", { version: "v7" }],
  ["no version", { version: null }],
  [
    "fields that the API may add",
    {
      secret_future: true,
      headers: [
        { ...hidden, added: 1 },
        { ...stage, id: 7 },
      ],
    },
  ],
  ["another time of the last update", { last_updated: "2031-01-01T00:00:00Z", creation_date: "2031-01-01T00:00:00Z" }],
  ["a number as a string", { timeout: "20" }],
  ["a boolean as a string", { enabled: "true", retry: "False" }],
  [
    "fields that have their defaults left out",
    { enabled: undefined, retry: undefined, include_result: undefined, description: undefined },
  ],
  ["a plain header without its flag", { headers: [hidden, { key: "X-Stage", value: "prod" }] }],
  ["a protected value in clear", { headers: [{ ...hidden, value: "canary" }, stage] }],
  ["another value of a protected header", { headers: [{ ...hidden, value: "other" }, stage] }],
  ["the address in its normal form", { url: "https://HOOKS.example.com:443/ubiops" }],
])("%s is no drift", async (_, change) => {
  await answer("w", change);
  const refreshed = await new Process(emulator).refresh(recorded);
  expect(new Process(emulator).changes(refreshed, DECLARED)).toEqual([]);
  expect(JSON.stringify(refreshed)).not.toMatch(/2031-01-01|secret_future|"v7"/);
});

test("another order of the labels is no drift", async () => {
  await answer("labelled", { labels: { b: "2", a: "1" } });
  const refreshed = await new Process(emulator).refresh(labelled);
  expect(new Process(emulator).changes(refreshed, LABELLED)).toEqual([]);
});

test.each<[what: string, field: string, change: Readonly<Record<string, unknown>>]>([
  ["null headers", "headers", { headers: null }],
  ["an empty value of a plain header", "headers", { headers: [hidden, { ...stage, value: "" }] }],
  ["another number", "timeout", { timeout: "21" }],
])("%s where there was something is drift", async (_, field, change) => {
  await answer("w", change);
  const refreshed = await new Process(emulator).refresh(recorded);
  expect(new Process(emulator).changes(refreshed, DECLARED)).toEqual([field]);
});
