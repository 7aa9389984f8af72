import type { Failure } from "../../../provider/api/failure";
import {
  Budget,
  CLOCK,
  type Decision,
  decide,
  type Method,
  RETRY_BASE_MS,
  type Situation,
} from "../../../provider/api/retry";
import { SkippingClock } from "../../support/skipping-clock";

/** So long that a test which waits for it fails. */
const MINUTES = 3_600_000;

const status = (code: number, more: Partial<Failure> = {}): Failure => ({
  kind: "status",
  status: code,
  mayBeDone: code === 408 || code >= 500,
  ...more,
});
const failed = (kind: Failure["kind"], mayBeDone = false): Failure => ({ kind, mayBeDone });

const situation = (method: Method, failure: Failure, more: Partial<Situation> = {}): Situation => ({
  method,
  looks: false,
  failure,
  attempt: 1,
  remaining: 120_000,
  random: 0,
  base: RETRY_BASE_MS,
  ...more,
});

const READS_AND_IDEMPOTENT = ["GET", "PATCH", "DELETE"] as const;
const ALL = [...READS_AND_IDEMPOTENT, "POST"] as const;

/** What is decided for a method and a failure: `again` for another attempt. */
const rows: [
  methods: readonly Method[],
  failure: Failure,
  more: Partial<Situation>,
  expected: "again" | Decision["giveUp"],
][] = [
  [ALL, failed("refused"), {}, "again"],
  [ALL, failed("dns"), {}, "again"],
  [ALL, failed("timeout"), {}, "again"],
  [ALL, failed("proxy"), {}, "again"],
  [ALL, status(429), {}, "again"],
  [ALL, status(503, { askedWait: 1000, mayBeDone: false }), {}, "again"],
  ...[408, 500, 502, 503, 504].flatMap((code): typeof rows => [
    [READS_AND_IDEMPOTENT, status(code), {}, "again"],
    [["POST"], status(code), {}, "final"],
    [["POST"], status(code), { looks: true }, "again"],
  ]),
  ...(["timeout", "lost", "malformed", "page"] as const).flatMap((kind): typeof rows => [
    [READS_AND_IDEMPOTENT, failed(kind, true), {}, "again"],
    [["POST"], failed(kind, true), {}, "final"],
    [["POST"], failed(kind, true), { looks: true }, "again"],
  ]),
  ...[400, 401, 403, 404, 405, 409, 413, 415, 422].map((code): (typeof rows)[number] => [
    ALL,
    status(code),
    { looks: true },
    "final",
  ]),
  [ALL, failed("tls"), { looks: true }, "final"],
  [ALL, failed("redirect"), { looks: true }, "final"],
  [ALL, failed("gate"), { looks: true }, "final"],
  [ALL, failed("cancelled"), { looks: true }, "final"],
  [ALL, { kind: "proxy", mayBeDone: false, text: "Bad response: 407" }, {}, "final"],
  [["GET"], failed("malformed", true), { attempt: 3 }, "attempts"],
  [["GET"], failed("page", true), { attempt: 3 }, "attempts"],
  [["GET"], failed("dns"), { attempt: 3 }, "attempts"],
  [["GET"], failed("refused"), { attempt: 6 }, "attempts"],
  [["GET"], failed("lost", true), { attempt: 20 }, "again"],
  [["GET"], status(500), { remaining: 50 }, "budget"],
  [["GET"], status(429, { askedWait: 120_000 }), {}, "budget"],
  [["GET"], status(429, { askedWait: 119_000 }), {}, "again"],
  [["GET"], status(429, { askedWait: 119_000 }), { remaining: 119_000 }, "budget"],
];

describe("Whether a request goes out again", () => {
  const cases = rows.flatMap(([methods, failure, more, expected]) =>
    methods.map((method) => ({
      method,
      failure,
      more,
      expected,
      label: [failure.kind, failure.status, failure.askedWait].filter(Boolean).join(" "),
    })),
  );
  test.each(cases)("$method after $label with $more: $expected", ({ method, failure, more, expected }) => {
    const decision = decide(situation(method, failure, more));
    expect(decision.giveUp ?? "again").toBe(expected);
  });
});

describe("The wait before the next attempt", () => {
  const waitOf = (failure: Failure, more: Partial<Situation>) => decide(situation("GET", failure, more)).wait;

  test.each([
    [1, 100, 200],
    [2, 200, 400],
    [3, 400, 800],
    [6, 3200, 6400],
    [7, 5000, 10_000],
    [12, 5000, 10_000],
  ])("after attempt %d lies between %d and %d ms", (attempt, least, most) => {
    expect(waitOf(status(500), { attempt, random: 0 })).toBe(least);
    expect(waitOf(status(500), { attempt, random: 1 })).toBe(most);
  });

  test("is longer for a rate limit that does not say how long it lasts", () => {
    expect(waitOf(status(429), { random: 0 })).toBe(500);
    expect(waitOf(status(429), { random: 1 })).toBe(1000);
    expect(waitOf(status(429), { attempt: 9, random: 1 })).toBe(50_000);
  });

  test("is never shorter than what the service asks for", () => {
    expect(waitOf(status(429, { askedWait: 7000 }), { random: 0 })).toBe(7000);
    expect(waitOf(status(503, { askedWait: 7000 }), { random: 0 })).toBe(7000);
  });

  test("spreads those who were asked to come back at the same time over a quarter of the wait, or a second", () => {
    expect(waitOf(status(429, { askedWait: 40_000 }), { random: 1 })).toBe(50_000);
    expect(waitOf(status(429, { askedWait: 1000 }), { random: 1 })).toBe(2000);
  });

  test("leaves time for the attempt if the budget is nearly used up", () => {
    expect(waitOf(status(429, { askedWait: 1000 }), { random: 1, remaining: 1200 })).toBe(1100);
  });

  test("differs among fifty requests that meet a 429 together", () => {
    const waits = Array.from({ length: 50 }, (_, at) => waitOf(status(429, { askedWait: 1000 }), { random: at / 50 }));
    expect(new Set(waits).size).toBe(50);
  });
});

describe("A time budget", () => {
  test("is used up by its clock, and never less than nothing is left", () => {
    const clock = new SkippingClock(() => 0);
    const budget = new Budget(100, clock, undefined);
    clock.skip(40);
    expect([budget.elapsed, budget.remaining]).toEqual([40, 60]);
    clock.skip(80);
    expect([budget.elapsed, budget.remaining]).toEqual([120, 0]);
  });

  test("limits every wait in it", async () => {
    const clock = new SkippingClock(() => 0);
    const budget = new Budget(100, clock, undefined);
    await budget.wait(70);
    await budget.wait(70);
    expect(clock.slept).toEqual([70, 30]);
  });

  test("ends a wait at once when its signal aborts", async () => {
    const controller = new AbortController();
    const budget = new Budget(MINUTES, CLOCK, controller.signal);
    const waiting = [budget.wait(MINUTES), budget.within(MINUTES, new Promise(() => undefined))];
    expect(budget.isCancelled).toBe(false);
    controller.abort();
    await Promise.all(waiting);
    expect(budget.isCancelled).toBe(true);
    await budget.wait(MINUTES);
  });

  test("gives the result of work that ends within it, and nothing if it does not", async () => {
    const budget = new Budget(MINUTES, CLOCK, undefined);
    expect(await budget.within(MINUTES, Promise.resolve("done"))).toBe("done");
    expect(await budget.within(1, new Promise(() => undefined))).toBeUndefined();
    await expect(budget.within(MINUTES, Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});
