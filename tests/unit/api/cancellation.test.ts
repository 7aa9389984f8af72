import type { Operation } from "../../../provider/api";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { closedAfterEach } from "./closing";
import { bodyOf, connect, errorOf, HINT, requestsOf } from "./connect";
import { SkippingClock } from "../../support/skipping-clock";

/** So long that a test which waits for it fails. */
const HOUR = 3600;
const SLOW = { timeoutSeconds: HOUR, tuning: { retryBaseMs: HOUR * 100 } };

const closed = closedAfterEach();
let emulator: Emulator;
let controller: AbortController;
beforeEach(async () => {
  emulator = await closed(startEmulator());
  controller = new AbortController();
});

const begin = (): Operation => connect(emulator, SLOW).operation({ signal: controller.signal });
const cancel = () => {
  controller.abort();
};

/** Waits until the service has had that many requests. */
async function requests(count: number): Promise<void> {
  while (emulator.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("A cancelled operation", () => {
  test("ends its wait for another attempt, and makes none", async () => {
    emulator.trouble({ kind: "status", status: 500 });
    const error = errorOf(begin().get("p", "w"));
    await requests(1);
    cancel();
    expect(await error).toMatchObject({
      name: "CancelledError",
      message: "The operation was cancelled. (GET /projects/p/webhooks/w)",
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test("ends its wait for the rate limit", async () => {
    emulator.trouble({ kind: "status", status: 429, headers: { "retry-after": "600" }, times: 1 });
    const limited = errorOf(begin().get("p", "w"));
    await requests(1);
    const held = errorOf(begin().get("p", "other"));
    cancel();
    expect((await limited).name).toBe("CancelledError");
    expect((await held).name).toBe("CancelledError");
    expect(emulator.requests).toHaveLength(1);
  });

  test("ends any other wait, and says so at the next request", async () => {
    const api = begin();
    const waiting = api.wait(HOUR * 1000);
    cancel();
    await waiting;
    expect((await errorOf(api.getTest("p", "t"))).name).toBe("CancelledError");
    expect(emulator.requests).toEqual([]);
  });

  test("breaks off a read", async () => {
    const held = emulator.hold({ method: "GET", when: "before" });
    const error = errorOf(begin().get("p", "w"));
    await held.reached;
    cancel();
    expect((await error).name).toBe("CancelledError");
    held.release();
  });

  test("leaves the others that wait for the same listing alone", async () => {
    const webhooks = ["a", "b", "c"].map((name) => emulator.put("p", { name }));
    const client = connect(emulator, SLOW);
    const held = emulator.hold({ method: "GET", when: "before" });
    const [first, ...others] = webhooks.map((webhook, at) =>
      client.operation(at === 0 ? { signal: controller.signal } : {}).find("p", webhook),
    );
    await held.reached;
    const error = errorOf(first ?? Promise.resolve());
    cancel();
    expect((await error).name).toBe("CancelledError");
    held.release();
    expect(await Promise.all(others)).toMatchObject([{ name: "b" }, { name: "c" }]);
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks"]);
  });

  test.each([
    ["POST", (api: Operation) => api.create("p", bodyOf("new"), HINT)],
    ["PATCH", (api: Operation, id: string) => api.update("p", { id, name: "w" }, { name: "new" })],
  ] as const)("lets a %s that is under way finish, and returns its answer", async (method, write) => {
    const { id } = emulator.put("p", { name: "w" });
    const held = emulator.hold({ method, when: "before" });
    const answer = write(begin(), id);
    await held.reached;
    cancel();
    held.release();
    expect(await answer).toMatchObject({ name: "new" });
    expect(emulator.webhooks("p").map(({ name }) => name)).toContain("new");
  });

  test("lets a DELETE that is under way finish", async () => {
    const { id } = emulator.put("p", { name: "w" });
    const held = emulator.hold({ method: "DELETE", when: "before" });
    const deletion = begin().delete("p", { id, name: "w" });
    await held.reached;
    cancel();
    held.release();
    await deletion;
    expect(emulator.webhooks("p")).toEqual([]);
  });

  test("does not look what became of a write whose answer is lost, and says that it may have been done", async () => {
    const held = emulator.hold({ method: "POST", when: "after" });
    const error = errorOf(begin().create("p", bodyOf("w"), HINT));
    await held.reached;
    cancel();
    held.drop();
    expect((await error).message).toBe(
      "The operation was cancelled. It may have been carried out anyway. (POST /projects/p/webhooks)",
    );
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/w", "POST /projects/p/webhooks"]);
  });

  test("reports what the service says of the write that was under way", async () => {
    const { id } = emulator.put("p", { name: "w" });
    emulator.trouble({ kind: "status", status: 400, methods: ["PATCH"] });
    const held = emulator.hold({ method: "PATCH", when: "before" });
    const error = errorOf(begin().update("p", { id, name: "w" }, { timeout: 20 }));
    await held.reached;
    cancel();
    held.release();
    expect((await error).name).toBe("BadRequestError");
  });

  test("sends nothing if it was cancelled before it began", async () => {
    cancel();
    expect((await errorOf(begin().get("p", "w"))).name).toBe("CancelledError");
    expect((await errorOf(begin().find("p", { id: "x", name: "w" }))).name).toBe("CancelledError");
    expect((await errorOf(begin().create("p", bodyOf("w"), HINT))).name).toBe("CancelledError");
    expect(emulator.requests).toEqual([]);
  });
});

describe("A time budget of an operation's own", () => {
  test.each([
    [200, 3],
    [6000, 8],
  ])("of %d s counts in place of the client's", async (timeoutSeconds, attempts) => {
    emulator.trouble({ kind: "status", status: 500 });
    const tuning = { clock: new SkippingClock(() => 0), retryBaseMs: 100_000, random: () => 0 };
    const client = connect(emulator, { timeoutSeconds: 1000, tuning });
    const api = client.operation({ timeoutSeconds });
    expect(api.budget.total).toBe(timeoutSeconds * 1000);
    expect((await errorOf(api.get("p", "w"))).message).toContain(
      `It was tried ${attempts} times. There was no time left to retry within the operation's ${timeoutSeconds} s.`,
    );
    expect(emulator.requests).toHaveLength(attempts);
  });
});
