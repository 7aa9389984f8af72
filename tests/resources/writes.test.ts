import { create, type Created } from "../../provider/resources/webhook/create";
import { read } from "../../provider/resources/webhook/read";
import { Session } from "../../provider/resources/session";
import type { Properties } from "../../provider/resources/webhook/state";
import { update } from "../../provider/resources/webhook/update";
import { type Emulator, type ProtectedForm, startEmulator, type StoredHeader } from "../../emulator/src";
import { takeWithoutHeaders } from "../support/without-headers";
import { inputsFor } from "./inputs-for";
import { LEAST } from "./least";
import { sessionOn } from "./session-on";

const HEADERS = { Authorization: { value: "canary", protected: true }, "X-Stage": { value: "prod" } };
const STORED: readonly StoredHeader[] = [
  { key: "Authorization", value: "canary", protected: true },
  { key: "X-Stage", value: "prod", protected: false },
];

let emulator: Emulator;
let session: Session;
beforeEach(async () => {
  emulator = await startEmulator();
  session = sessionOn(emulator);
});
afterEach(() => emulator.close());

const make = (more: Properties = {}) => create(session, inputsFor(session, { ...LEAST, ...more }));
const change = ({ id, state }: Created, more: Properties) => {
  const next = sessionOn(emulator);
  return update(next, id, state, inputsFor(next, { ...LEAST, ...more }, state));
};
const methods = () => emulator.requests.map(({ method }) => method);
const bodies = (method: string) =>
  emulator.requests.filter((request) => request.method === method).map(({ body }) => body);

describe("A creation", () => {
  test("sends what is declared and the defaults, and nothing that is empty", async () => {
    await make({ labels: {}, headers: {}, description: "" });
    expect(bodies("POST")).toEqual([
      {
        name: "finished",
        url: LEAST.url,
        object_type: "deployment",
        object_name: "model",
        event: LEAST.event,
        timeout: 10,
        enabled: true,
        retry: false,
        include_result: false,
      },
    ]);
  });

  test("sends labels, headers and a description where there are any", async () => {
    await make({ labels: { team: "ml" }, headers: HEADERS, description: "tells" });
    expect(bodies("POST")).toMatchObject([{ labels: { team: "ml" }, headers: STORED, description: "tells" }]);
  });

  test("asks once in a process whether the service lists protected headers, and only where there are some", async () => {
    await make({ headers: { "X-Stage": { value: "prod" } } });
    await make({ name: "second", headers: HEADERS });
    await make({ name: "third", headers: HEADERS });
    const [look, listing] = ["GET", "GET"];
    expect(methods()).toEqual([look, "POST", look, "POST", listing, look, "POST"]);
  });

  test("asks again where it got no answer, which is no failure", async () => {
    emulator.onRequest(({ method }) => {
      if (method === "POST") emulator.trouble({ kind: "status", status: 403, methods: ["GET"], path: /finished$/ });
    });
    expect((await make({ headers: HEADERS })).state).not.toHaveProperty("__listed");
    expect((await make({ name: "second", headers: HEADERS })).state.__listed).toBe(true);
  });

  test("sends the headers once more where the service did not take them", async () => {
    const taken = takeWithoutHeaders(emulator, "shop", { name: LEAST.name, url: LEAST.url });
    const made = await make({ headers: HEADERS });
    expect(made.id).toBe(`shop/${(await taken).id}`);
    expect(bodies("PATCH")).toEqual([{ headers: STORED }]);
    expect(emulator.webhooks("shop")).toMatchObject([{ headers: STORED }]);
  });
});

describe("An update", () => {
  test("sends what changed and nothing else; where nothing did, nothing", async () => {
    const made = await make({ headers: HEADERS, description: "one" });
    await change(made, { headers: HEADERS, description: "one" });
    expect(methods()).not.toContain("PATCH");
    await change(made, { headers: HEADERS, description: "two" });
    expect(bodies("PATCH")).toEqual([{ description: "two" }]);
  });

  test("goes on with what the refresh before it has read, in the same process", async () => {
    const { id, state } = await make();
    const next = sessionOn(emulator);
    emulator.clearRequests();
    const refreshed = await read(next, id, state);
    await update(next, id, refreshed?.state ?? state, inputsFor(next, { ...LEAST, timeout: 20 }, state));
    expect(methods()).toEqual(["GET", "PATCH"]);
  });

  const NULLED = { key: "Authorization", value: null, protected: true };
  const GIVEN = { key: "Authorization", value: "canary", protected: true };
  test.each<[what: string, form: ProtectedForm, held: readonly StoredHeader[], sent: object]>([
    ["keeps the value of one that the service holds", "null", STORED, NULLED],
    ["keeps it where the service does not list them", "absent", STORED, NULLED],
    [
      "gives it again where the service holds it under another spelling",
      "null",
      [{ key: "AUTHORIZATION", value: "x", protected: true }],
      GIVEN,
    ],
    [
      "gives it again where the service holds it in clear",
      "null",
      [{ key: "Authorization", value: "x", protected: false }],
      GIVEN,
    ],
    ["gives it again where the service holds it no more", "null", [], GIVEN],
  ])("of another header %s", async (_what, form, held, sent) => {
    emulator.setProtectedForm(form);
    const made = await make({ headers: HEADERS });
    if (held !== STORED) emulator.edit("shop", "finished", { headers: held });
    await change(made, { headers: { ...HEADERS, "X-Stage": { value: "test" } } });
    const plain = { key: "X-Stage", value: "test", protected: false };
    expect(bodies("PATCH")).toEqual([{ headers: [sent, plain] }]);
    expect(emulator.webhooks("shop")).toMatchObject([{ headers: [GIVEN, plain] }]);
  });

  test("that keeps a value which the service has lost, and does not list, gives it again", async () => {
    emulator.setProtectedForm("absent");
    const made = await make({ headers: HEADERS });
    emulator.trouble({
      kind: "status",
      status: 400,
      methods: ["PATCH"],
      body: { headers: [{ value: ["May not be null."] }] },
      times: 1,
    });
    await change(made, { headers: { ...HEADERS, "X-Stage": { value: "test" } } });
    expect(bodies("PATCH")).toMatchObject([
      { headers: [NULLED, { value: "test" }] },
      { headers: [GIVEN, { value: "test" }] },
    ]);
  });

  test.each<[what: string, status: number, more: Properties]>([
    ["refuses and no value was kept", 400, { description: "two", headers: HEADERS }],
    ["refuses for another reason", 403, { headers: { ...HEADERS, "X-Stage": { value: "test" } } }],
  ])("is sent once where the service %s", async (_what, status, more) => {
    const made = await make({ headers: HEADERS });
    emulator.trouble({ kind: "status", status, methods: ["PATCH"] });
    await expect(change(made, more)).rejects.toMatchObject({ status });
    expect(bodies("PATCH")).toHaveLength(1);
  });
});

test("what no configuration allows is told in all its sentences", () => {
  const unconfigured = new Session({ problems: ["One.", "Two."] }, () => undefined);
  expect(() => unconfigured.begin()).toThrow("One. Two.");
});
