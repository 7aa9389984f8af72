import { setTimeout as sleep } from "node:timers/promises";

import type { Operation, WireWebhook } from "../../../provider/api";
import { ProjectReads, type Source } from "../../../provider/api/reads";
import { Budget, CLOCK } from "../../../provider/api/retry";
import { parseWebhook } from "../../../provider/resources/webhook/wire";
import { type Emulator, startEmulator, type StoredWebhook } from "../../../emulator/src";
import { bodyOf, connect, errorOf, HINT, ONE_ATTEMPT, requestsOf } from "./connect";
import { SkippingClock } from "../../support/skipping-clock";

let emulator: Emulator;
let webhooks: StoredWebhook[];
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.clearTroubles();
  emulator.clearRequests();
  emulator.setProjects(undefined);
  for (const { name } of emulator.webhooks("p")) emulator.remove("p", name);
  webhooks = Array.from({ length: 40 }, (_, at) => emulator.put("p", { name: `w${at}` }));
});

const LISTING = "GET /projects/p/webhooks";
const readAll = (api: () => Operation, some: readonly StoredWebhook[] = webhooks, project = "p") =>
  Promise.all(some.map(({ id, name }) => api().find(project, { id, name })));

const first = (): StoredWebhook => {
  const [webhook] = webhooks;
  if (!webhook) throw new Error("No webhook was planted");
  return webhook;
};

describe("Reads that wait together", () => {
  test("cost one listing for all of a project", async () => {
    const client = connect(emulator);
    const found = await readAll(() => client.operation());
    expect(found.map((webhook) => webhook?.id)).toEqual(webhooks.map(({ id }) => id));
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("cost one listing for each of several projects", async () => {
    const client = connect(emulator);
    const projects = ["p1", "p2", "p3", "p4", "p5"];
    await Promise.all(
      projects.map((project) =>
        readAll(
          () => client.operation(),
          Array.from({ length: 20 }, (_, at) => emulator.put(project, { name: `w${at}` })),
          project,
        ),
      ),
    );
    expect(requestsOf(emulator).sort()).toEqual(projects.map((project) => `GET /projects/${project}/webhooks`));
  });

  test("cost one listing also if they come in waves", async () => {
    const client = connect(emulator);
    for (let wave = 0; wave < webhooks.length; wave += 4)
      await readAll(() => client.operation(), webhooks.slice(wave, wave + 4));
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("ask once more, by its name, for a webhook that an incomplete listing does not show", async () => {
    const client = connect(emulator);
    emulator.trouble({ kind: "status", status: 200, body: webhooks.slice(0, 38), path: /\/webhooks$/ });
    const found = await readAll(() => client.operation());
    expect(found.map((webhook) => webhook?.id)).toEqual(webhooks.map(({ id }) => id));
    expect(requestsOf(emulator)).toEqual([LISTING, "GET /projects/p/webhooks/w38", "GET /projects/p/webhooks/w39"]);
  });

  test("find nothing if neither the listing nor a name shows a webhook", async () => {
    const client = connect(emulator);
    emulator.remove("p", "w0");
    expect((await readAll(() => client.operation()))[0]).toBeUndefined();
    expect(requestsOf(emulator)).toEqual([LISTING, "GET /projects/p/webhooks/w0"]);
  });

  test("join the listing that is under way", async () => {
    const client = connect(emulator);
    const held = emulator.hold({ method: "GET", when: "after" });
    const early = readAll(() => client.operation(), webhooks.slice(0, 20));
    await held.reached;
    const late = readAll(() => client.operation(), webhooks.slice(20));
    // Time in which the late ones would ask, if they did not join.
    await sleep(30);
    held.release();
    await Promise.all([early, late]);
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("by name are answered from it, too", async () => {
    const client = connect(emulator);
    const found = await Promise.all(["w0", "w1", "missing"].map((name) => client.operation().findByName("p", name)));
    expect(found.map((webhook) => webhook?.name)).toEqual(["w0", "w1", undefined]);
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("fail if the listing answers 404 and no name shows anything, which empties nothing", async () => {
    emulator.setProjects(["other"]);
    const client = connect(emulator);
    const errors = await Promise.all(webhooks.map((webhook) => errorOf(client.operation().find("p", webhook))));
    expect(new Set(errors.map(({ name }) => name))).toEqual(new Set(["ProjectNotFoundError"]));
  });
});

describe("A single read", () => {
  test("costs one GET by name", async () => {
    expect(await connect(emulator).operation().find("p", first())).toMatchObject({ id: first().id });
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/w0"]);
  });

  test("looks in the listing for a webhook that has another name now", async () => {
    emulator.edit("p", "w0", { name: "renamed" });
    emulator.put("p", { name: "w0" });
    expect(await connect(emulator).operation().find("p", first())).toMatchObject({ id: first().id, name: "renamed" });
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/w0", LISTING]);
  });

  test("finds nothing if neither its name nor the listing shows it", async () => {
    emulator.remove("p", "w0");
    expect(await connect(emulator).operation().find("p", first())).toBeUndefined();
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/w0", LISTING]);
  });

  test("by name alone asks for no listing", async () => {
    expect(await connect(emulator).operation().findByName("p", "missing")).toBeUndefined();
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/missing"]);
  });

  test.each([
    [404, "ProjectNotFoundError"],
    [403, "ForbiddenError"],
    [405, "UnexpectedStatusError"],
    [500, "ServerError"],
  ])("is an error, and never nothing, if the listing answers %d: %s", async (status, name) => {
    emulator.remove("p", "w0");
    emulator.trouble({ kind: "status", status, path: /webhooks$/ });
    const api = connect(emulator, ONE_ATTEMPT).operation();
    expect((await errorOf(api.find("p", first()))).name).toBe(name);
  });
});

describe("Reads one after another", () => {
  test("cost one GET each", async () => {
    const client = connect(emulator);
    for (const webhook of webhooks.slice(0, 5)) await client.operation().find("p", webhook);
    expect(requestsOf(emulator)).toEqual(["w0", "w1", "w2", "w3", "w4"].map((name) => `${LISTING}/${name}`));
  });

  test("of the same webhook show what has changed between them", async () => {
    const client = connect(emulator);
    await readAll(() => client.operation());
    emulator.edit("p", "w0", { timeout: 30 });
    expect(await client.operation().find("p", first())).toMatchObject({ timeout: 30 });
  });

  test("ask anew when the listing is ten seconds old, by a listing again if it has answered many", async () => {
    const clock = new SkippingClock();
    const client = connect(emulator, { tuning: { clock } });
    await readAll(() => client.operation(), webhooks.slice(0, 10));
    clock.skip(9_000);
    await client.operation().find("p", webhooks[10] ?? first());
    expect(requestsOf(emulator)).toEqual([LISTING]);
    for (const at of [11, 21]) {
      clock.skip(10_000);
      for (const webhook of webhooks.slice(at, at + 9)) await client.operation().find("p", webhook);
    }
    expect(requestsOf(emulator)).toEqual([LISTING, LISTING, LISTING]);
  });

  test("ask for a single one by its name again once a listing has answered no other", async () => {
    const clock = new SkippingClock();
    const client = connect(emulator, { tuning: { clock } });
    await readAll(() => client.operation(), webhooks.slice(0, 10));
    for (const at of [10, 11]) {
      clock.skip(10_000);
      await client.operation().find("p", webhooks[at] ?? first());
    }
    expect(requestsOf(emulator)).toEqual([LISTING, LISTING, "GET /projects/p/webhooks/w11"]);
  });
});

describe("The creation of many webhooks, each begun when another one has ended", () => {
  test("looks for their names in one listing every ten seconds", async () => {
    const clock = new SkippingClock();
    const client = connect(emulator, { tuning: { clock } });
    const names = Array.from({ length: 60 }, (_, at) => `new${at}`);
    const work = async () => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        await client.operation().create("p", bodyOf(name), HINT);
        clock.skip(500);
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    const reads = emulator.requests.filter(({ method }) => method === "GET");
    expect(new Set(reads.map(({ path }) => path))).toEqual(new Set(["/v2.1/projects/p/webhooks"]));
    // Thirty seconds, and one in which they begin.
    expect(reads.length).toBeLessThanOrEqual(4);
  });
});

describe("The confirmation of an identity right before a write", () => {
  test("is served by the listing that the same webhook was read from", async () => {
    const client = connect(emulator);
    await readAll(() => client.operation());
    emulator.clearRequests();
    for (const { id, name } of webhooks) await client.operation().delete("p", { id, name });
    expect(requestsOf(emulator)).toEqual(webhooks.map(({ name }) => `DELETE /projects/p/webhooks/${name}`));
  });

  test("is served by the single read of it", async () => {
    const client = connect(emulator);
    await client.operation().find("p", first());
    expect(await client.operation().find("p", first(), { recent: true })).toMatchObject({ id: first().id });
    expect(requestsOf(emulator)).toHaveLength(1);
  });

  test("that a name is free is served by the look that found it so", async () => {
    const client = connect(emulator);
    expect(await client.operation().findByName("p", "new")).toBeUndefined();
    await client.operation().create("p", bodyOf("new"), HINT);
    expect(requestsOf(emulator)).toEqual([`${LISTING}/new`, "POST /projects/p/webhooks"]);
  });
});

/** The reads of a project at a service whose answers a test gives. */
function readsOf(source: Partial<Source>): ProjectReads {
  const notAsked = () => Promise.reject(new Error("is not asked"));
  const budget = (part: number) => new Budget(9_000 * part, CLOCK, undefined);
  return new ProjectReads({ list: notAsked, get: notAsked, budget, ...source }, CLOCK.now);
}

describe("A listing for several reads", () => {
  const question = (name: string) => ({ id: name, name });
  const listed = (name: string, more = {}) => parseWebhook({ ...bodyOf(name, more), id: name });
  const time = (ms = 9_000) => new Budget(ms, CLOCK, undefined);

  test("has a third of the time of an operation", async () => {
    const given: number[] = [];
    const reads = readsOf({
      list: ({ total }) => {
        given.push(total);
        return Promise.resolve([listed("a"), listed("b")]);
      },
    });
    await Promise.all(["a", "b"].map((name) => reads.read(question(name), time())));
    expect(given).toEqual([3_000]);
  });

  test("that does not come leaves time for single reads, also for one with less time than the others", async () => {
    const forEver = new Promise<never>(() => undefined);
    const reads = readsOf({ list: () => forEver, get: (name) => Promise.resolve(listed(name)) });
    const found = await Promise.all([reads.read(question("a"), time(60)), reads.read(question("b"), time(30))]);
    expect(found).toMatchObject([{ name: "a" }, { name: "b" }]);
  });

  test("that was asked for earlier and comes later does not take the place of a newer one", async () => {
    const answers: ((webhooks: WireWebhook[]) => void)[] = [];
    const reads = readsOf({ list: () => new Promise((resolve) => answers.push(resolve)) });
    const asked = async (...names: string[]) => {
      const [count, found] = [
        answers.length,
        Promise.all(names.map((name) => reads.read(question(name), time(600_000)))),
      ];
      while (answers.length === count) await sleep(1);
      return { answer: answers.at(-1), found };
    };
    const older = await asked("c", "d");
    await reads.writing(["a", "b"], () => Promise.resolve());
    const newer = await asked("a", "b");
    newer.answer?.(["a", "b", "c", "d"].map((name) => listed(name, { timeout: 20 })));
    await newer.found;
    older.answer?.(["a", "b", "c", "d"].map((name) => listed(name)));
    await older.found;
    expect(await reads.read(question("a"), time(), { recent: true })).toMatchObject({ timeout: 20 });
  });
});

describe("A write of this process", () => {
  test("is what the next read of the webhook shows, whatever was listed before", async () => {
    const client = connect(emulator);
    await readAll(() => client.operation());
    await client.operation().update("p", first(), { name: "renamed", timeout: 25 });
    const renamed = { id: first().id, name: "renamed" };
    for (const options of [{}, { recent: true }]) {
      expect(await client.operation().find("p", renamed, options)).toMatchObject({ ...renamed, timeout: 25 });
      expect(await client.operation().findByName("p", "w0", options)).toBeUndefined();
    }
  });

  test("that creates or deletes is not undone by what was listed before", async () => {
    const client = connect(emulator);
    await readAll(() => client.operation());
    const created = await client.operation().create("p", bodyOf("new"), HINT);
    expect(await client.operation().find("p", created, { recent: true })).toMatchObject({ id: created.id });
    expect(await client.operation().findByName("p", "new", { recent: true })).toMatchObject({ id: created.id });
    await client.operation().delete("p", first());
    expect(await client.operation().find("p", first(), { recent: true })).toBeUndefined();
    expect(await client.operation().findByName("p", "w0", { recent: true })).toBeUndefined();
  });

  test("leaves the others in the listing", async () => {
    const client = connect(emulator);
    await readAll(() => client.operation(), webhooks.slice(0, 20));
    await client.operation().update("p", first(), { timeout: 25 });
    emulator.clearRequests();
    await readAll(() => client.operation(), webhooks.slice(20));
    expect(requestsOf(emulator)).toEqual([]);
  });

  test("is not undone by a listing that was asked for before it ended", async () => {
    const client = connect(emulator);
    const held = emulator.hold({ method: "GET", path: /webhooks$/, when: "after" });
    const reads = readAll(() => client.operation(), webhooks.slice(0, 20));
    await held.reached;
    await client.operation().update("p", first(), { timeout: 25 });
    held.release();
    const [read] = await reads;
    expect(read).toMatchObject({ timeout: 25 });
    expect(requestsOf(emulator).sort()).toEqual([
      LISTING,
      "GET /projects/p/webhooks/w0",
      "PATCH /projects/p/webhooks/w0",
    ]);
  });

  test("that is under way keeps the listing of that moment from being used for its webhook", async () => {
    const client = connect(emulator);
    const held = emulator.hold({ method: "PATCH", when: "after" });
    const write = client.operation().update("p", first(), { timeout: 25 });
    await held.reached;
    await readAll(() => client.operation(), webhooks.slice(1));
    held.release();
    await write;
    emulator.edit("p", "w0", { timeout: 26 });
    expect(await client.operation().find("p", first())).toMatchObject({ timeout: 26 });
  });

  test("that failed makes the next read ask, too", async () => {
    const client = connect(emulator, ONE_ATTEMPT);
    await readAll(() => client.operation());
    emulator.trouble({ kind: "status", status: 500, when: "after", methods: ["PATCH"] });
    await errorOf(client.operation().update("p", first(), { timeout: 25 }));
    expect(await client.operation().find("p", first(), { recent: true })).toMatchObject({ timeout: 25 });
  });
});

describe("A listing that fails", () => {
  test.each([
    ["refused", { kind: "status", status: 403 }],
    ["not allowed", { kind: "status", status: 405 }],
    ["not found", { kind: "status", status: 404 }],
    ["limited for longer than it may take", { kind: "status", status: 503, headers: { "retry-after": "50" } }],
    ["always an error of the service", { kind: "status", status: 500 }],
    ["always cut", { kind: "cut" }],
    ["of another shape", { kind: "shape", shape: "swapped" }],
    ["without UUIDs", { kind: "shape", shape: "missing-id" }],
    ["a page", { kind: "html" }],
  ] as const)("because it is %s leaves single reads, and is not tried again for a while", async (_, trouble) => {
    const clock = new SkippingClock();
    emulator.trouble({ ...trouble, path: /webhooks$/ });
    const client = connect(emulator, { timeoutSeconds: 120, tuning: { clock, retryBaseMs: 2_000 } });
    const found = await readAll(() => client.operation());
    expect(found.map((webhook) => webhook?.id)).toEqual(webhooks.map(({ id }) => id));

    emulator.clearRequests();
    emulator.clearTroubles();
    await readAll(() => client.operation(), webhooks.slice(0, 3));
    expect(requestsOf(emulator).sort()).toEqual(["w0", "w1", "w2"].map((name) => `${LISTING}/${name}`));

    emulator.clearRequests();
    clock.skip(60_000);
    await readAll(() => client.operation(), webhooks.slice(0, 3));
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test.each([
    [401, "UnauthorizedError"],
    [500, "ServerError"],
  ])("is the error of a read that needs it: %d", async (status, name) => {
    emulator.trouble({ kind: "status", status, path: /webhooks$/ });
    emulator.remove("p", "w0");
    emulator.remove("p", "w1");
    const client = connect(emulator, ONE_ATTEMPT);
    const reads = webhooks.slice(0, 3).map((webhook) => client.operation().find("p", webhook));
    const outcomes = await Promise.allSettled(reads);
    expect(outcomes).toMatchObject([{ reason: { name } }, { reason: { name } }, { value: { name: "w2" } }]);
  });
});
