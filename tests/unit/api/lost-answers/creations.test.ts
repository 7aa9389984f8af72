import { NameTakenError } from "../../../../provider/api";
import { PROTECTED_FORMS, type ProtectedForm, startEmulator } from "../../../../emulator/src";
import { closedAfterEach } from "../closing";
import { bodyOf, connect, errorOf, HINT, ONE_ATTEMPT, requestsOf } from "../connect";
import { LOSSES_OF_A_BODY } from "./losses";
import { service } from "./service";

const closed = closedAfterEach();
const { emulator, api } = service();

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
  test.each(LOSSES_OF_A_BODY)("by %s goes on with the webhook that it made", async (_, trouble) => {
    emulator().trouble({ ...trouble, methods: ["POST"], times: 1 });
    const created = await api().create("p", BODY, HINT);
    expect(emulator().webhooks("p")).toMatchObject([{ id: created.id }]);
    expect(requestsOf(emulator())).toEqual([
      "GET /projects/p/webhooks/w",
      "POST /projects/p/webhooks",
      "GET /projects/p/webhooks/w",
    ]);
  });

  test.each(LOSSES_OF_A_BODY)("by %s, every time, goes on with the webhook that it made", async (_, trouble) => {
    emulator().trouble({ ...trouble, methods: ["POST"] });
    const created = await api().create("p", BODY, HINT);
    expect(emulator().webhooks("p")).toMatchObject([{ id: created.id }]);
  });

  test.each(PROTECTED_FORMS)("is recognized if protected headers come back as: %s", async (form: ProtectedForm) => {
    emulator().setProtectedForm(form);
    emulator().trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    await api().create("p", BODY, HINT);
    expect(emulator().webhooks("p")).toHaveLength(1);
  });

  test("by a reset before the work is sent again after a look", async () => {
    emulator().trouble({ kind: "drop", methods: ["POST"], times: 1 });
    await api().create("p", BODY, HINT);
    expect(requestsOf(emulator()).map((request) => request.split(" ")[0])).toEqual(["GET", "POST", "GET", "POST"]);
    expect(emulator().webhooks("p")).toHaveLength(1);
  });

  test("does not look after a refusal that certainly did nothing", async () => {
    emulator().trouble({
      kind: "status",
      status: 429,
      headers: { "retry-after": "0.01" },
      methods: ["POST"],
      times: 2,
    });
    await api().create("p", BODY, HINT);
    expect(requestsOf(emulator()).map((request) => request.split(" ")[0])).toEqual(["GET", "POST", "POST", "POST"]);
  });

  test("is recognized if the service trims texts and writes the URL in its normal form", async () => {
    const held = emulator().hold({ method: "POST", when: "after" });
    const body = { ...BODY, url: "https://EXAMPLE.com", description: " words\n", labels: { team: " a" } };
    const creation = api().create("p", body, HINT);
    await held.reached;
    emulator().edit("p", "w", { url: "https://example.com/", description: "words", labels: { team: "a" } });
    held.drop();
    expect(await creation).toMatchObject({ name: "w" });
    expect(emulator().webhooks("p")).toHaveLength(1);
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

  test.each(others)("never takes another webhook for its own: another %s", async (_, difference) => {
    const held = emulator().hold({ method: "POST", when: "before" });
    const creation = errorOf(api().create("p", BODY, HINT));
    await held.reached;
    const { headers = [], ...other } = { ...BODY, ...difference };
    const foreign = headers.map(({ key, value, protected: hidden }) => ({
      key,
      value: value ?? "",
      protected: hidden,
    }));
    const { id } = emulator().put("p", { ...other, headers: foreign });
    held.drop();
    const error = await creation;
    expect(error).toBeInstanceOf(NameTakenError);
    expect(error.message).toContain("this may be the webhook that it made. Choose another name.");
    expect(
      emulator()
        .webhooks("p")
        .map((webhook) => webhook.id),
    ).toEqual([id]);
  });

  test("takes its own webhook if the repeated request is told that the name exists", async () => {
    // The look comes before the work of the first request is visible, as with a slow replica.
    emulator().trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    emulator().trouble({ kind: "status", status: 404, methods: ["GET"], path: /\/w$/, times: 2 });
    const created = await api().create("p", BODY, HINT);
    expect(requestsOf(emulator()).map((request) => request.split(" ")[0])).toEqual([
      "GET",
      "POST",
      "GET",
      "POST",
      "GET",
    ]);
    expect(emulator().webhooks("p")).toMatchObject([{ id: created.id }]);
  });

  test("says nothing of the kind if a look shows that it was not made", async () => {
    emulator().trouble({ kind: "drop", methods: ["POST"] });
    const error = await errorOf(connect(emulator(), ONE_ATTEMPT).operation().create("p", BODY, HINT));
    expect(error.name).toBe("ConnectionLostError");
    expect(error.message).not.toContain("may have been");
  });

  test("says that it may have been made if it cannot look", async () => {
    emulator().trouble({ kind: "drop", when: "after", methods: ["POST"] });
    emulator().trouble({ kind: "status", status: 404, methods: ["GET"], times: 1 });
    emulator().trouble({ kind: "status", status: 403, methods: ["GET"] });
    const error = await errorOf(api().create("p", BODY, HINT));
    expect(error.name).toBe("ConnectionLostError");
    expect(error.message).toContain("It may have been carried out anyway.");
  });
});

describe("A creation under a name that is taken", () => {
  test.each([400, 409] as const)(
    "is refused before anything is sent, and with %d if it comes in between",
    async (takenNameStatus) => {
      const strict = await closed(startEmulator({ takenNameStatus }));
      const held = strict.hold({ method: "GET", when: "after" });
      const creation = errorOf(connect(strict).operation().create("p", BODY, HINT));
      await held.reached;
      strict.put("p", { name: "w" });
      held.release();
      expect(await creation).toBeInstanceOf(NameTakenError);
      expect(strict.requests.map(({ method }) => method)).toEqual(["GET", "POST"]);

      strict.clearRequests();
      expect(await errorOf(connect(strict).operation().create("p", BODY, HINT))).toBeInstanceOf(NameTakenError);
      expect(strict.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
      expect(strict.webhooks("p")).toHaveLength(1);
    },
  );

  test("is refused even by a webhook that is exactly what would be sent", async () => {
    await api().create("p", BODY, HINT);
    expect(await errorOf(api().create("p", BODY, HINT))).toBeInstanceOf(NameTakenError);
    expect(emulator().webhooks("p")).toHaveLength(1);
  });
});
