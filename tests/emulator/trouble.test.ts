import { connect } from "node:net";

import { call, webhook } from "./call";
import { startEmulator } from "../../emulator/src";
import { seededRandom } from "../../emulator/src/trouble/random";
import { RateWindow } from "../../emulator/src/trouble/rate-window";
import type { Emulator, LoggedRequest, Trouble } from "../../emulator/src";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const WEBHOOKS = "/projects/p/webhooks";
const list = () => call(emulator, "GET", WEBHOOKS);
const create = (name = "w") => call(emulator, "POST", WEBHOOKS, webhook({ name }));

async function statuses(count: number): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await list()).status);
  return found;
}

describe("a trouble", () => {
  it("answers with a status, headers and a body before the work", async () => {
    emulator.trouble({
      kind: "status",
      status: 503,
      headers: { "retry-after": "7" },
      body: { detail: "busy" },
      times: 1,
    });
    const { status, headers, body } = await create();
    expect([status, headers.get("retry-after"), body]).toEqual([503, "7", { detail: "busy" }]);
    expect(emulator.webhooks("p")).toEqual([]);
    expect((await create()).status).toBe(201);
  });

  it("answers with a status after the work, and with the API's kind of error if no body is given", async () => {
    emulator.trouble({ kind: "status", status: 500, when: "after", times: 1 });
    expect(await create()).toMatchObject({ status: 500, body: { error: "Answered with status 500 on demand" } });
    expect(emulator.webhooks("p")).toHaveLength(1);
  });

  it("drops the connection before the work", async () => {
    emulator.trouble({ kind: "drop", times: 1 });
    await expect(create()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(emulator.webhooks("p")).toEqual([]);
  });

  it("drops the connection after the work, also of a deletion", async () => {
    emulator.trouble({ kind: "drop", when: "after", times: 2 });
    await expect(create()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(emulator.webhooks("p")).toHaveLength(1);
    await expect(call(emulator, "DELETE", `${WEBHOOKS}/w`)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(emulator.webhooks("p")).toEqual([]);
    expect(emulator.requests.map((request) => request.status)).toEqual([null, null]);
  });

  it("cuts an answer in the middle", async () => {
    await create();
    emulator.trouble({ kind: "cut", times: 1 });
    const text = await raw(
      `GET /v2.1${WEBHOOKS} HTTP/1.1\r\nhost: x\r\nauthorization: Token ${emulator.token}\r\n\r\n`,
    );
    const [head = "", body = ""] = text.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 200 OK/);
    const announced = Number(/content-length: (\d+)/.exec(head)?.[1]);
    expect(body.length).toBe(Math.ceil(announced / 2));
  });

  it("answers late, before or after the work", async () => {
    emulator.trouble({ kind: "slow", ms: 20, times: 1 });
    expect((await create()).status).toBe(201);
    emulator.trouble({ kind: "slow", ms: 20, when: "after", times: 1 });
    expect((await list()).body).toHaveLength(1);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("never answers (%s the work), is logged, and the emulator still closes", async (when, stored) => {
    emulator.trouble({ kind: "hang", when });
    const logged: LoggedRequest[] = [];
    emulator.onRequest((request) => logged.push(request));
    const held = emulator.hold({ method: "POST", when: "before" });
    const answer = expect(create()).rejects.toThrow("fetch failed");
    await held.reached;
    held.release();
    await new Promise(setImmediate);
    expect(emulator.webhooks("p")).toHaveLength(stored);
    expect(logged).toMatchObject([{ method: "POST", status: null }]);
    await emulator.close();
    await answer;
  });

  it.each(["before", "after"] as const)(
    "that answers late (%s the work) is cut when the emulator closes",
    async (when) => {
      emulator.trouble({ kind: "slow", ms: 60_000, when });
      const hold = emulator.hold({ method: "POST", when: "before" });
      const answer = expect(create()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
      await hold.reached;
      hold.release();
      await new Promise(setImmediate);
      await emulator.close();
      await answer;
    },
  );

  it("answers HTML with status 200", async () => {
    emulator.trouble({ kind: "html", times: 1 });
    const { status, headers, text } = await create();
    expect([status, headers.get("content-type"), emulator.webhooks("p")]).toEqual([
      200,
      "text/html; charset=utf-8",
      [],
    ]);
    expect(text).toMatch(/^<!DOCTYPE html>/);
  });

  it("answers JSON that does not parse, after the work", async () => {
    emulator.trouble({ kind: "malformed", times: 1 });
    expect(await create()).toMatchObject({ status: 201, body: undefined });
    expect(emulator.webhooks("p")).toHaveLength(1);
  });

  it("answers in the wrong shape", async () => {
    emulator.trouble({ kind: "shape", shape: "swapped", times: 2 });
    expect((await create()).body).toMatchObject([{ name: "w" }]);
    expect((await list()).body).toMatchObject({ results: [{ name: "w" }] });
    emulator.trouble({ kind: "shape", shape: "missing-id", times: 2 });
    expect((await list()).body).toMatchObject([{ name: "w" }]);
    expect((await call(emulator, "GET", `${WEBHOOKS}/w`)).body).not.toHaveProperty("id");
  });

  it("answers with another content type", async () => {
    emulator.trouble({ kind: "content-type", contentType: "text/plain", times: 1 });
    const { headers, body } = await list();
    expect([headers.get("content-type"), body]).toEqual(["text/plain", []]);
  });

  it("redirects", async () => {
    emulator.trouble({ kind: "redirect", location: "http://127.0.0.1:1/", status: 307, times: 1 });
    const { status, headers } = await create();
    expect([status, headers.get("location"), emulator.webhooks("p")]).toEqual([307, "http://127.0.0.1:1/", []]);
  });

  it("limits the rate and says when to come back", async () => {
    emulator.trouble({ kind: "rate-limit", limit: 2, windowSeconds: 3600 });
    expect(await statuses(4)).toEqual([200, 200, 429, 429]);
    expect(Number((await list()).headers.get("x-ratelimit-reset"))).toBeGreaterThan(3500);
  });
});

describe("a trouble applies", () => {
  const refuse = (selection: Omit<Trouble, "kind">) => emulator.trouble({ kind: "status", status: 503, ...selection });

  it("to the next n requests", async () => {
    const trouble = refuse({ times: 2 });
    expect(await statuses(3)).toEqual([503, 503, 200]);
    expect(trouble.met).toBe(2);
  });

  it("to every n-th request", async () => {
    refuse({ every: 3, times: 2 });
    expect(await statuses(9)).toEqual([200, 200, 503, 200, 200, 503, 200, 200, 200]);
  });

  it("to a share of the requests, the same one for the same seed", async () => {
    const first = refuse({ share: 0.5, seed: 7 });
    const chosen = await statuses(30);
    first.stop();
    refuse({ share: 0.5, seed: 7 });
    expect(await statuses(30)).toEqual(chosen);
    expect(new Set(chosen)).toEqual(new Set([200, 503]));
  });

  it("to requests with some methods and paths", async () => {
    refuse({ methods: ["PATCH", "POST"], path: /webhooks$/ });
    expect((await list()).status).toBe(200);
    expect((await create()).status).toBe(503);
    expect((await call(emulator, "PATCH", `${WEBHOOKS}/w`, {})).status).toBe(404);
  });

  it("to no request after it was stopped", async () => {
    refuse({}).stop();
    refuse({});
    emulator.clearTroubles();
    expect(await statuses(1)).toEqual([200]);
  });

  it("alone to a request, the oldest first", async () => {
    refuse({ times: 1 });
    emulator.trouble({ kind: "status", status: 500, times: 1 });
    expect(await statuses(3)).toEqual([503, 500, 200]);
  });

  it("to no request without a valid token or of an unknown path", async () => {
    refuse({ times: 1 });
    expect((await call(emulator, "GET", WEBHOOKS, undefined, { authorization: "" })).status).toBe(401);
    expect((await call(emulator, "GET", "/nothing", undefined, { authorization: "" })).status).toBe(404);
    expect(await statuses(1)).toEqual([503]);
  });
});

it("rounds the seconds of a rate limit down and opens a new window", () => {
  const window = new RateWindow(1, 10);
  expect([0, 100, 8999, 9999, 10_000, 10_001].map((now) => window.refuses(now))).toEqual([
    undefined,
    9,
    1,
    0,
    undefined,
    9,
  ]);
});

it("draws numbers from 0 up to 1, evenly spread", () => {
  const random = seededRandom(3);
  const drawn = Array.from({ length: 1000 }, random);
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(drawn.filter((number) => number < 0.2).length).toBeGreaterThan(150);
  expect(drawn.filter((number) => number < 0.2).length).toBeLessThan(250);
});

/** Sends bytes and resolves with everything that comes back until the connection ends. */
function raw(text: string): Promise<string> {
  const { port } = new URL(emulator.url);
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => (received += chunk.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      resolve(received);
    });
  });
}
