import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

import type { ClientOptions, Operation } from "../../../provider/api";
import { gateOf } from "../../../provider/api/gate";
import { CLOCK } from "../../../provider/api/retry";

import { type Emulator, startEmulator, type Trouble } from "../../../emulator/src";
import { closedAfterEach } from "./closing";
import { bodyOf, connect, errorOf, HINT } from "./connect";
import { SkippingClock } from "../../support/skipping-clock";
import { listen } from "../../support/listen";

const closed = closedAfterEach();
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ token: "canary-token-88" });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.clearTroubles();
  emulator.clearRequests();
  for (const { name } of emulator.webhooks("p")) emulator.remove("p", name);
});

describe("A request", () => {
  test("names the token, the package and what it takes", async () => {
    await connect(emulator).operation().list("p");
    expect(emulator.requests[0]?.headers).toMatchObject({
      authorization: "Token canary-token-88",
      accept: "application/json",
      "user-agent": expect.stringMatching(/^pulumi-ubiops\/\d+\.\d+\.\d+/) as unknown,
    });
  });

  test("reaches each of the seven endpoints", async () => {
    const api = connect(emulator).operation();
    const { id } = await api.create("p", bodyOf("one", { labels: { team: "a" } }), HINT);
    await api.update("p", { id, name: "one" }, { description: "words" });
    expect(await api.get("p", "one")).toMatchObject({ id, description: "words" });
    expect(await api.list("p")).toHaveLength(1);
    const test = await api.createTest("p", {
      url: "http://127.0.0.1:1/",
      object_type: "deployment",
      object_name: "model",
      event: "deployment_request_failed",
    });
    expect(await api.getTest("p", test.id)).toMatchObject({ id: test.id });
    await api.delete("p", { id, name: "one" });
    expect(await api.get("p", "one")).toBeUndefined();
  });

  test("filters a listing", async () => {
    emulator.put("p", { name: "a", labels: { team: "x", env: "prod" } });
    emulator.put("p", { name: "b", labels: { team: "x" } });
    const api = connect(emulator).operation();
    expect((await api.list("p", { labels: { team: "x", env: "prod" } })).map(({ name }) => name)).toEqual(["a"]);
    expect(await api.list("p", { object_type: "pipeline" })).toEqual([]);
    expect(await api.list("p", { event: "deployment_request_failed" })).toEqual([]);
  });

  test.each(["a/b c?", "50%", "ü€😀", "a#b", "a+b", "%2F", "..a", "a;b=c", "\\", "a b"])(
    "reaches a webhook called %j",
    async (name) => {
      const { id } = emulator.put("p", { name });
      const api = connect(emulator).operation();
      expect(await api.get("p", name)).toMatchObject({ id, name });
      await api.delete("p", { id, name });
      expect(emulator.webhooks("p")).toEqual([]);
    },
  );

  const unaddressable = [".", "..", "", "\ud800"].flatMap((name) =>
    (["webhook", "project", "webhook test"] as const).map((what) => [what, name] as const),
  );
  test.each(unaddressable)("is not sent for a %s called %j, which no URL can name", async (what, name) => {
    const api = connect(emulator).operation();
    const actions = {
      webhook: [
        () => api.get("p", name),
        () => api.create("p", bodyOf(name), HINT),
        () => api.update("p", { id: "x", name }, {}),
      ],
      project: [() => api.get(name, "w"), () => api.list(name), () => api.getTest(name, "t")],
      "webhook test": [() => api.getTest("p", name)],
    };
    for (const action of actions[what]) {
      const error = await errorOf(action());
      expect(error.message).toContain(`A ${what} cannot be called`);
    }
    expect(emulator.requests).toEqual([]);
  });

  test("finds a webhook that no URL can name in the listing", async () => {
    const { id } = emulator.put("p", { name: ".." });
    expect(await connect(emulator).operation().find("p", { id, name: ".." })).toMatchObject({ id });
  });

  test("keeps its connection for the next one", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end("[]")).on("connection", () => (connections += 1));
    const { port } = await closed(listen(server));
    const client = connect(emulator, { host: `http://127.0.0.1:${port}/v2.1` });
    for (let count = 0; count < 3; count += 1) await client.operation().list("p");
    expect(connections).toBe(1);
  });
});

describe("What passes by itself", () => {
  const passing: [string, Trouble][] = [
    ["a reset", { kind: "drop" }],
    ["a reset after the work", { kind: "drop", when: "after" }],
    ["a cut answer", { kind: "cut" }],
    ["an answer that never comes", { kind: "hang" }],
    ["408", { kind: "status", status: 408 }],
    ["429 with Retry-After", { kind: "status", status: 429, headers: { "retry-after": "0.01" } }],
    ["429 without a word", { kind: "status", status: 429 }],
    ["500", { kind: "status", status: 500 }],
    ["502 after the work", { kind: "status", status: 502, when: "after" }],
    ["503 with a date", { kind: "status", status: 503, headers: { "retry-after": "Sun, 01 Mar 2020 12:00:00 GMT" } }],
    ["504", { kind: "status", status: 504 }],
    ["a page", { kind: "html" }],
    ["JSON that does not parse", { kind: "malformed" }],
    ["another content type", { kind: "content-type", contentType: "text/plain" }],
  ];

  /** Only an answer that never comes takes real time: an attempt's part of the budget. */
  const quick = (trouble: Trouble) =>
    connect(emulator, { timeoutSeconds: trouble.kind === "hang" ? 16 : 120 }).operation();

  test.each(passing)("is %s, once, for a GET", async (_, trouble) => {
    emulator.put("p", { name: "w" });
    emulator.trouble({ ...trouble, times: 1 });
    expect(await quick(trouble).get("p", "w")).toMatchObject({ name: "w" });
  });

  test.each(passing)("is %s, once, for a PATCH", async (_, trouble) => {
    const { id } = emulator.put("p", { name: "w" });
    emulator.trouble({ ...trouble, times: 1 });
    expect(await quick(trouble).update("p", { id, name: "w" }, { timeout: 20 })).toMatchObject({ timeout: 20 });
  });

  test.each(passing)("is %s, once, for a DELETE", async (_, trouble) => {
    const { id } = emulator.put("p", { name: "w" });
    emulator.trouble({ ...trouble, methods: ["DELETE"], times: 1 });
    await quick(trouble).delete("p", { id, name: "w" });
    expect(emulator.webhooks("p")).toEqual([]);
  });

  test.each(passing)("is %s, once, for a POST, and there is one webhook in the end", async (_, trouble) => {
    emulator.trouble({ ...trouble, methods: ["POST"], times: 1 });
    const created = await quick(trouble).create(
      "p",
      bodyOf("w", { headers: [{ key: "A", value: "1", protected: true }] }),
      HINT,
    );
    expect(emulator.webhooks("p")).toMatchObject([{ id: created.id, name: "w" }]);
  });
});

describe("What does not pass", () => {
  const lasting: [string, Trouble, string, number][] = [
    ["a reset", { kind: "drop" }, "ConnectionLostError", Infinity],
    ["a hanging service", { kind: "hang" }, "TimeoutError", Infinity],
    ["500", { kind: "status", status: 500 }, "ServerError", Infinity],
    ["a page", { kind: "html" }, "PageError", 3],
    ["a page after whitespace", { kind: "status", status: 200, body: "\n <!doctype html>" }, "PageError", 3],
    ["JSON that does not parse", { kind: "malformed" }, "MalformedAnswerError", 3],
    ["text with a comparison", { kind: "status", status: 200, body: "1 < 2" }, "MalformedAnswerError", 3],
    ["another shape", { kind: "shape", shape: "swapped" }, "MalformedAnswerError", 3],
    ["a missing id", { kind: "shape", shape: "missing-id" }, "MalformedAnswerError", 3],
    ["400", { kind: "status", status: 400, body: { url: ["Bad"] } }, "BadRequestError", 1],
    ["401", { kind: "status", status: 401 }, "UnauthorizedError", 1],
    ["403", { kind: "status", status: 403 }, "ForbiddenError", 1],
    ["a redirect", { kind: "redirect", location: "https://elsewhere.example/?token=1" }, "RedirectError", 1],
    ["a pause beyond the budget", { kind: "status", status: 503, headers: { "retry-after": "600" } }, "ServerError", 1],
  ];

  /** Two attempts fit in, in no real time; a service that hangs takes a quarter of the budget for each. */
  const paceOf = (trouble: Trouble, attempts: number): Partial<ClientOptions> => {
    if (trouble.kind === "hang") return { timeoutSeconds: 4 };
    const tuning = { clock: new SkippingClock(), retryBaseMs: 280_000, random: () => 0 };
    return attempts === Infinity ? { timeoutSeconds: 400, tuning } : {};
  };

  test.each(lasting)("is %s: after its attempts there is one error for it", async (_, trouble, name, attempts) => {
    emulator.put("p", { name: "w" });
    emulator.trouble(trouble);
    const error = await errorOf(connect(emulator, paceOf(trouble, attempts)).operation().get("p", "w"));
    expect(error.name).toBe(name);
    if (attempts === Infinity) expect(emulator.requests.length).toBeGreaterThan(1);
    else expect(emulator.requests).toHaveLength(attempts);
    expect(inspect(error, { showHidden: true })).not.toContain("canary");
    expect(error.cause).toBeUndefined();
  });

  test("is a redirect: the error names the other host and nothing more of it, and the token does not go there", async () => {
    const seen: unknown[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers);
      response.end("[]");
    });
    const { port } = await closed(listen(other));
    emulator.trouble({ kind: "redirect", location: `http://127.0.0.1:${port}/v2.1/x?y=hidden`, status: 307 });
    const error = await errorOf(connect(emulator).operation().list("p"));
    expect(error.message).toContain(`redirects to http://127.0.0.1:${port}. `);
    expect(error.message).not.toContain("hidden");
    expect(seen).toEqual([]);
  });

  test("is a host that does not listen", async () => {
    const api = connect(emulator, { host: "http://127.0.0.1:1/v2.1" }).operation();
    expect((await errorOf(api.list("p"))).name).toBe("ConnectionRefusedError");
  });

  test("is a host that has no address", async () => {
    const api = connect(emulator, { host: "https://nowhere.invalid/v2.1" }).operation();
    expect((await errorOf(api.list("p"))).name).toBe("DnsError");
  });

  test("is a project that does not exist", async () => {
    emulator.setProjects(["p"]);
    const api = connect(emulator).operation();
    expect((await errorOf(api.list("q"))).name).toBe("ProjectNotFoundError");
    expect((await errorOf(api.create("q", bodyOf("w"), HINT))).name).toBe("ProjectNotFoundError");
    expect((await errorOf(api.find("q", { id: "x", name: "w" }))).name).toBe("ProjectNotFoundError");
    expect((await errorOf(api.delete("q", { id: "x", name: "w" }))).name).toBe("ProjectNotFoundError");
    emulator.setProjects(undefined);
  });

  test("is an object or a version that does not exist", async () => {
    emulator.removeObject("p", "deployment", "lost");
    emulator.setObject("p", "deployment", "bare", { defaultVersion: null });
    const api = connect(emulator).operation();
    expect((await errorOf(api.create("p", bodyOf("w", { object_name: "lost" }), HINT))).name).toBe(
      "ObjectNotFoundError",
    );
    expect((await errorOf(api.create("p", bodyOf("w", { object_name: "bare" }), HINT))).name).toBe(
      "ObjectNotFoundError",
    );
  });
});

describe("A refusal that repeats what was sent", () => {
  const PRIVATE = {
    url: "https://hooks.example.com/canary-path",
    description: "canary-description",
    labels: { team: "canary-label" },
    headers: [
      { key: "X-Plain", value: "canary-plain", protected: false },
      { key: "Authorization", value: "canary-protected", protected: true },
    ],
  };
  const SAID =
    "canary-description and canary-label and canary-plain and canary-protected at hooks.example.com/canary-path";

  test.each<[what: string, method: string, write: (api: Operation) => Promise<unknown>]>([
    ["creation", "POST", (api) => api.create("p", bodyOf("new", PRIVATE), HINT)],
    ["update", "PATCH", (api) => api.update("p", { id: "x", name: "w" }, { ...PRIVATE, name: "new" })],
    ["webhook test", "POST", (api) => api.createTest("p", bodyOf("new", PRIVATE))],
  ])("of a %s is quoted without its values, and with its names", async (_, method, write) => {
    const body = { error: `model of p: deployment_request_finished, new: ${SAID}` };
    emulator.trouble({ kind: "status", status: 400, body, methods: [method] });
    const error = await errorOf(write(connect(emulator).operation()));
    expect(error["serviceMessage"]).toMatch(/^model of p: deployment_request_finished, new: \[secret\] and/);
    expect(inspect(error, { showHidden: true })).not.toContain("canary");
  });
});

describe("A rate limit", () => {
  test("that one request meets holds back every request of the process to that host", async () => {
    const limited = await closed(startEmulator());
    limited.trouble({ kind: "status", status: 429, headers: { "retry-after": "0.3" }, times: 1 });
    const first = connect(limited).operation().get("p", "first");
    const closedFor = () => gateOf(limited.url).closedFor(CLOCK.now());
    for (let turn = 0; turn < 2000 && closedFor() === 0; turn += 1) await sleep(1);
    expect(closedFor()).toBeGreaterThan(0);
    const second = connect(limited).operation().get("p", "second");
    await Promise.all([first, second]);
    const times = limited.requests.map(({ path, at }) => [path.split("/").at(-1), at.getTime()] as const);
    const limitedAt = times[0]?.[1] ?? 0;
    expect(times.map(([name]) => name).sort()).toEqual(["first", "first", "second"]);
    // Timers may fire a millisecond early.
    for (const [, at] of times.slice(1)) expect(at - limitedAt).toBeGreaterThanOrEqual(295);
  });

  test("that lasts longer than the budget ends at once, also for those who have not met it", async () => {
    const limited = await closed(startEmulator());
    limited.trouble({ kind: "status", status: 429, headers: { "x-ratelimit-reset": "300" }, times: 1 });
    const errors = [
      await errorOf(connect(limited).operation().list("p")),
      await errorOf(connect(limited).operation().list("p")),
    ];
    for (const error of errors) {
      expect(error.name).toBe("RateLimitedError");
      expect(error.message).toMatch(/UbiOps asks to wait 30[01] s, longer than what is left of the operation's 120 s/);
    }
    expect(limited.requests).toHaveLength(1);
  });
});
