import { NameTakenError } from "../../../provider/api";
import { type Emulator, PROTECTED_FORMS, type ProtectedForm, startEmulator, type Trouble } from "../../emulator";
import { closedAfterEach } from "./closing";
import { bodyOf, connect, errorOf, requestsOf } from "./connect";

const closed = closedAfterEach();
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.clearTroubles();
  emulator.clearRequests();
  emulator.setProtectedForm("null");
  for (const { name } of emulator.webhooks("p")) emulator.remove("p", name);
});

const api = (timeoutSeconds = 10) => connect(emulator, { timeoutSeconds }).operation();

/** What loses an answer after the work was done. */
const LOSSES: [string, Trouble][] = [
  ["a reset", { kind: "drop", when: "after" }],
  ["a cut", { kind: "cut" }],
  ["a 502", { kind: "status", status: 502, when: "after" }],
  ["a 408", { kind: "status", status: 408, when: "after" }],
  ["a page", { kind: "html", when: "after" }],
  ["broken JSON", { kind: "malformed" }],
  ["a missing id", { kind: "shape", shape: "missing-id" }],
];

const BODY = bodyOf("w", {
  version: "v2",
  headers: [
    { key: "Authorization", value: "Bearer hidden", protected: true },
    { key: "X-Env", value: "prod", protected: false },
  ],
  description: "words",
  labels: { team: "a" },
  timeout: 20,
  enabled: false,
  retry: true,
  include_result: true,
});

describe("A creation whose answer is lost", () => {
  test.each(LOSSES)("by %s goes on with the webhook that it made", async (_, trouble) => {
    emulator.trouble({ ...trouble, methods: ["POST"], times: 1 });
    const created = await api().create("p", BODY);
    expect(emulator.webhooks("p")).toMatchObject([{ id: created.id }]);
    expect(requestsOf(emulator)).toEqual([
      "GET /projects/p/webhooks/w",
      "POST /projects/p/webhooks",
      "GET /projects/p/webhooks/w",
    ]);
  });

  test.each(LOSSES)("by %s, every time, goes on with the webhook that it made", async (_, trouble) => {
    emulator.trouble({ ...trouble, methods: ["POST"] });
    const created = await api().create("p", BODY);
    expect(emulator.webhooks("p")).toMatchObject([{ id: created.id }]);
  });

  test.each(PROTECTED_FORMS)("is recognized where protected headers come back as: %s", async (form: ProtectedForm) => {
    emulator.setProtectedForm(form);
    emulator.trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    await api().create("p", BODY);
    expect(emulator.webhooks("p")).toHaveLength(1);
  });

  test("by a reset before the work is sent again after a look", async () => {
    emulator.trouble({ kind: "drop", methods: ["POST"], times: 1 });
    await api().create("p", BODY);
    expect(requestsOf(emulator).map((request) => request.split(" ")[0])).toEqual(["GET", "POST", "GET", "POST"]);
    expect(emulator.webhooks("p")).toHaveLength(1);
  });

  test("does not look after a refusal that certainly did nothing", async () => {
    emulator.trouble({ kind: "status", status: 429, headers: { "retry-after": "0.01" }, methods: ["POST"], times: 2 });
    await api().create("p", BODY);
    expect(requestsOf(emulator).map((request) => request.split(" ")[0])).toEqual(["GET", "POST", "POST", "POST"]);
  });

  const others: [string, Partial<typeof BODY>][] = [
    ["url", { url: "https://example.com/other" }],
    ["object_type", { object_type: "pipeline", event: "pipeline_request_finished" }],
    ["object_name", { object_name: "other" }],
    ["version", { version: "v3" }],
    ["event", { event: "deployment_request_failed" }],
    ["description", { description: "other" }],
    ["labels", { labels: { team: "b" } }],
    ["labels beyond ours", { labels: { team: "a", more: "c" } }],
    ["timeout", { timeout: 21 }],
    ["enabled", { enabled: true }],
    ["retry", { retry: false }],
    ["include_result", { include_result: false }],
    [
      "header value",
      {
        headers: [
          { key: "Authorization", value: "x", protected: true },
          { key: "X-Env", value: "test", protected: false },
        ],
      },
    ],
    ["header too many", { headers: [...(BODY.headers ?? []), { key: "X-More", value: "1", protected: false }] }],
    ["header too few", { headers: [{ key: "Authorization", value: "x", protected: true }] }],
    [
      "header that is not protected",
      {
        headers: [
          { key: "Authorization", value: "x", protected: false },
          { key: "X-Env", value: "prod", protected: false },
        ],
      },
    ],
    [
      "header that is protected",
      {
        headers: [
          { key: "Authorization", value: "x", protected: true },
          { key: "X-Env", value: "prod", protected: true },
        ],
      },
    ],
  ];

  test.each(others)("never takes somebody else's webhook for its own: another %s", async (_, difference) => {
    const held = emulator.hold({ method: "POST", when: "before" });
    const creation = errorOf(api().create("p", BODY));
    await held.reached;
    const { version = null, headers = [], ...other } = { ...BODY, ...difference };
    const foreign = headers.map(({ key, value, protected: hidden }) => ({
      key,
      value: value ?? "",
      protected: hidden ?? false,
    }));
    const { id } = emulator.put("p", { ...other, version, headers: foreign });
    held.drop();
    expect(await creation).toBeInstanceOf(NameTakenError);
    expect(emulator.webhooks("p").map((webhook) => webhook.id)).toEqual([id]);
  });

  test("takes its own webhook where the repeated request is told that the name exists", async () => {
    // The look comes before the work of the first request is visible, as with a slow replica.
    emulator.trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    emulator.trouble({ kind: "status", status: 404, methods: ["GET"], path: /\/w$/, times: 2 });
    const created = await api().create("p", BODY);
    expect(requestsOf(emulator).map((request) => request.split(" ")[0])).toEqual(["GET", "POST", "GET", "POST", "GET"]);
    expect(emulator.webhooks("p")).toMatchObject([{ id: created.id }]);
  });

  test("says that it may have been made where nobody can look", async () => {
    emulator.trouble({ kind: "drop", when: "after", methods: ["POST"] });
    emulator.trouble({ kind: "status", status: 404, methods: ["GET"], times: 1 });
    emulator.trouble({ kind: "status", status: 403, methods: ["GET"] });
    const error = await errorOf(api().create("p", BODY));
    expect(error.name).toBe("ConnectionLostError");
    expect(error.message).toContain("Whether it was done all the same is not known.");
  });
});

describe("A creation under a name that is taken", () => {
  test.each([400, 409] as const)(
    "is refused before anything is sent, and with %d where it comes in between",
    async (takenNameStatus) => {
      const strict = await closed(startEmulator({ takenNameStatus }));
      const held = strict.hold({ method: "GET", when: "after" });
      const creation = errorOf(connect(strict).operation().create("p", BODY));
      await held.reached;
      strict.put("p", { name: "w" });
      held.release();
      expect(await creation).toBeInstanceOf(NameTakenError);
      expect(strict.requests.map(({ method }) => method)).toEqual(["GET", "POST"]);

      strict.clearRequests();
      expect(await errorOf(connect(strict).operation().create("p", BODY))).toBeInstanceOf(NameTakenError);
      expect(strict.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
      expect(strict.webhooks("p")).toHaveLength(1);
    },
  );

  test("is refused even by a webhook that is exactly what would be sent", async () => {
    await api().create("p", BODY);
    expect(await errorOf(api().create("p", BODY))).toBeInstanceOf(NameTakenError);
    expect(emulator.webhooks("p")).toHaveLength(1);
  });
});

describe("A rename whose answer is lost", () => {
  test.each(LOSSES)("by %s ends at the new name", async (_, trouble) => {
    const { id } = emulator.put("p", { name: "old" });
    emulator.trouble({ ...trouble, methods: ["PATCH"], times: 1 });
    expect(await api().update("p", { id, name: "old" }, { name: "new", timeout: 20 })).toMatchObject({
      id,
      name: "new",
      timeout: 20,
    });
  });

  test("is not sent again to whoever has the old name now", async () => {
    const { id } = emulator.put("p", { name: "old" });
    const held = emulator.hold({ method: "PATCH", when: "after" });
    const rename = api().update("p", { id, name: "old" }, { name: "new", timeout: 20 });
    await held.reached;
    const other = emulator.put("p", { name: "old", timeout: 5 });
    held.drop();
    expect(await rename).toMatchObject({ id, name: "new" });
    expect(emulator.webhooks("p")).toContainEqual(other);
  });

  test("is sent again where it was not done", async () => {
    const { id } = emulator.put("p", { name: "old" });
    emulator.trouble({ kind: "drop", methods: ["PATCH"], times: 2 });
    expect(await api().update("p", { id, name: "old" }, { name: "new" })).toMatchObject({ id, name: "new" });
  });

  test("never goes on with another webhook at the new name", async () => {
    emulator.put("p", { name: "new" });
    expect(await api().update("p", { id: "gone", name: "old" }, { name: "new" })).toBeUndefined();
    expect(requestsOf(emulator)).toEqual(["PATCH /projects/p/webhooks/old", "GET /projects/p/webhooks/new"]);
  });
});

describe("An update", () => {
  test("of a webhook that is gone resolves to nothing", async () => {
    expect(await api().update("p", { id: "x", name: "w" }, { timeout: 20 })).toBeUndefined();
    expect(requestsOf(emulator)).toEqual(["PATCH /projects/p/webhooks/w"]);
  });

  test("to a name that is taken says so", async () => {
    emulator.put("p", { name: "taken" });
    const { id } = emulator.put("p", { name: "w" });
    const error = await errorOf(api().update("p", { id, name: "w" }, { name: "taken" }));
    expect(error).toBeInstanceOf(NameTakenError);
    expect(error.message).toContain('"taken"');
  });

  test("that met another webhook under its name says so", async () => {
    emulator.put("p", { name: "w" });
    expect((await errorOf(api().update("p", { id: "ours", name: "w" }, { timeout: 20 }))).name).toBe("OtherWebhookError");
  });
});

describe("A deletion", () => {
  test.each(LOSSES.slice(0, 5))("whose answer is lost by %s is one", async (_, trouble) => {
    const { id } = emulator.put("p", { name: "w" });
    emulator.trouble({ ...trouble, methods: ["DELETE"], times: 1 });
    expect(await api().delete("p", { id, name: "w" })).toBe(true);
    expect(emulator.webhooks("p")).toEqual([]);
    expect(emulator.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  test("whose answer is lost every time is one", async () => {
    const { id } = emulator.put("p", { name: "w" });
    emulator.trouble({ kind: "drop", when: "after", methods: ["DELETE"] });
    expect(await api().delete("p", { id, name: "w" })).toBe(true);
  });

  test("is not repeated on a webhook that took the name meanwhile", async () => {
    const { id } = emulator.put("p", { name: "w" });
    const held = emulator.hold({ method: "DELETE", when: "after" });
    const deletion = api().delete("p", { id, name: "w" });
    await held.reached;
    const other = emulator.put("p", { name: "w" });
    held.drop();
    expect(await deletion).toBe(true);
    expect(emulator.webhooks("p")).toEqual([other]);
  });

  test("of what is gone is none", async () => {
    expect(await api().delete("p", { id: "x", name: "w" })).toBe(false);
    expect(emulator.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("of what goes between the look and the request is none either", async () => {
    const { id } = emulator.put("p", { name: "w" });
    const held = emulator.hold({ method: "DELETE", when: "before" });
    const deletion = api().delete("p", { id, name: "w" });
    await held.reached;
    emulator.remove("p", "w");
    held.release();
    expect(await deletion).toBe(false);
  });

  test("finds its webhook under another name and leaves who has the old one", async () => {
    const { id } = emulator.put("p", { name: "renamed" });
    const other = emulator.put("p", { name: "w" });
    expect(await api().delete("p", { id, name: "w" })).toBe(true);
    expect(emulator.webhooks("p")).toEqual([other]);
  });

  test("that a page answers is not taken for done", async () => {
    const { id } = emulator.put("p", { name: "w" });
    emulator.trouble({ kind: "html", methods: ["DELETE"] });
    const error = await errorOf(api().delete("p", { id, name: "w" }));
    expect(error.name).toBe("PageError");
    expect(emulator.webhooks("p")).toHaveLength(1);
  });
});

describe("A webhook test", () => {
  const test_ = {
    url: "http://127.0.0.1:1/",
    object_type: "deployment",
    object_name: "model",
    event: "deployment_request_failed",
  } as const;

  test("is not asked for twice where it may have been sent", async () => {
    emulator.trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    const error = await errorOf(api().createTest("p", test_));
    expect(error.name).toBe("ConnectionLostError");
    expect(error.message).toContain("Whether it was done all the same is not known.");
    expect(emulator.requests).toHaveLength(1);
  });

  test("is asked for again where it certainly was not sent", async () => {
    emulator.trouble({ kind: "status", status: 429, headers: { "retry-after": "0.01" }, times: 1 });
    expect((await api().createTest("p", test_)).id).toBeTruthy();
  });

  test("that does not exist is an error", async () => {
    expect((await errorOf(api().getTest("p", "5e5c0a5c-0000-4000-8000-000000000000"))).name).toBe("TestNotFoundError");
  });
});
