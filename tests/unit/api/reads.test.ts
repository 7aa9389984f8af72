import { setTimeout as sleep } from "node:timers/promises";

import type { Api } from "../../../provider/api";
import { Budget } from "../../../provider/api/budget";
import { parseWebhook } from "../../../provider/api/parse";
import { ProjectReads } from "../../../provider/api/reads";
import type { WireWebhook } from "../../../provider/api/wire";
import { type Emulator, startEmulator, type StoredWebhook } from "../../../emulator/src";
import { bodyOf, connect, errorOf, ONE_ATTEMPT, requestsOf } from "./connect";

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
const readAll = (api: () => Api, some: readonly StoredWebhook[] = webhooks, project = "p") =>
  Promise.all(some.map(({ id, name }) => api().find(project, { id, name })));

const first = (): StoredWebhook => {
  const [webhook] = webhooks;
  if (!webhook) throw new Error("No webhook was planted");
  return webhook;
};

describe("Reads that wait together", () => {
  test("cost one listing for all of a project", async () => {
    const connection = connect(emulator);
    const found = await readAll(() => connection.operation());
    expect(found.map((webhook) => webhook?.id)).toEqual(webhooks.map(({ id }) => id));
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("cost one listing for each of several projects", async () => {
    const connection = connect(emulator);
    const projects = ["p1", "p2", "p3", "p4", "p5"];
    await Promise.all(
      projects.map((project) =>
        readAll(
          () => connection.operation(),
          Array.from({ length: 20 }, (_, at) => emulator.put(project, { name: `w${at}` })),
          project,
        ),
      ),
    );
    expect(requestsOf(emulator).sort()).toEqual(projects.map((project) => `GET /projects/${project}/webhooks`));
  });

  test("cost one listing also where they come in waves", async () => {
    const connection = connect(emulator);
    for (let wave = 0; wave < webhooks.length; wave += 4)
      await readAll(() => connection.operation(), webhooks.slice(wave, wave + 4));
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("ask once more, by its name, for a webhook that an incomplete listing does not show", async () => {
    const connection = connect(emulator);
    emulator.trouble({ kind: "status", status: 200, body: webhooks.slice(0, 38), path: /\/webhooks$/ });
    const found = await readAll(() => connection.operation());
    expect(found.map((webhook) => webhook?.id)).toEqual(webhooks.map(({ id }) => id));
    expect(requestsOf(emulator)).toEqual([LISTING, "GET /projects/p/webhooks/w38", "GET /projects/p/webhooks/w39"]);
  });

  test("are of nothing where neither the listing nor a name shows a webhook", async () => {
    const connection = connect(emulator);
    emulator.remove("p", "w0");
    expect((await readAll(() => connection.operation()))[0]).toBeUndefined();
    expect(requestsOf(emulator)).toEqual([LISTING, "GET /projects/p/webhooks/w0"]);
  });

  test("join the listing that is under way", async () => {
    const connection = connect(emulator);
    const held = emulator.hold({ method: "GET", when: "after" });
    const early = readAll(() => connection.operation(), webhooks.slice(0, 20));
    await held.reached;
    const late = readAll(() => connection.operation(), webhooks.slice(20));
    // Time in which the late ones would ask, if they did not join.
    await sleep(30);
    held.release();
    await Promise.all([early, late]);
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("cost a listing also where the first of them has already gone out alone", async () => {
    const connection = connect(emulator);
    const held = emulator.hold({ method: "GET", when: "after" });
    const early = readAll(() => connection.operation(), webhooks.slice(0, 1));
    await held.reached;
    expect(await readAll(() => connection.operation(), webhooks.slice(1, 2))).toMatchObject([{ name: "w1" }]);
    held.release();
    await early;
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/w0", LISTING]);
  });

  test("by name are answered from it, too", async () => {
    const connection = connect(emulator);
    const found = await Promise.all(
      ["w0", "w1", "missing"].map((name) => connection.operation().findByName("p", name)),
    );
    expect(found.map((webhook) => webhook?.name)).toEqual(["w0", "w1", undefined]);
    expect(requestsOf(emulator)).toEqual([LISTING]);
  });

  test("fail together where the listing answers 404, which empties nothing", async () => {
    emulator.setProjects(["other"]);
    const connection = connect(emulator);
    const errors = await Promise.all(webhooks.map((webhook) => errorOf(connection.operation().find("p", webhook))));
    expect(new Set(errors.map(({ name }) => name))).toEqual(new Set(["ProjectNotFoundError"]));
    expect(requestsOf(emulator)).toEqual([LISTING]);
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

  test("finds nothing where neither its name nor the listing shows it", async () => {
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
  ])("is an error, and never nothing, where the listing answers %d: %s", async (status, name) => {
    emulator.remove("p", "w0");
    emulator.trouble({ kind: "status", status, path: /webhooks$/ });
    const api = connect(emulator, ONE_ATTEMPT).operation();
    expect((await errorOf(api.find("p", first()))).name).toBe(name);
  });
});

describe("Reads one after another", () => {
  test("use a listing once they are more than a few", async () => {
    const connection = connect(emulator);
    for (const webhook of webhooks)
      expect(await connection.operation().find("p", webhook)).toMatchObject({ id: webhook.id });
    expect(requestsOf(emulator)).toEqual(["GET /projects/p/webhooks/w0", "GET /projects/p/webhooks/w1", LISTING]);
  });

  test("of the same webhook show what has changed between them", async () => {
    const connection = connect(emulator);
    await readAll(() => connection.operation());
    emulator.edit("p", "w0", { timeout: 30 });
    expect(await connection.operation().find("p", first())).toMatchObject({ timeout: 30 });
  });

  test("ask anew when the listing is a few seconds old", async () => {
    const connection = connect(emulator, { tuning: { listingMs: 0 } });
    await readAll(() => connection.operation(), webhooks.slice(0, 20));
    await readAll(() => connection.operation(), webhooks.slice(20));
    expect(requestsOf(emulator)).toEqual([LISTING, LISTING]);
  });
});

describe("The confirmation of an identity right before a write", () => {
  test("is served by the listing that the same webhook was read from", async () => {
    const connection = connect(emulator);
    await readAll(() => connection.operation());
    emulator.clearRequests();
    for (const { id, name } of webhooks) await connection.operation().delete("p", { id, name });
    expect(requestsOf(emulator)).toEqual(webhooks.map(({ name }) => `DELETE /projects/p/webhooks/${name}`));
  });

  test("is served by the single read of it", async () => {
    const connection = connect(emulator);
    await connection.operation().find("p", first());
    expect(await connection.operation().find("p", first(), { recent: true })).toMatchObject({ id: first().id });
    expect(requestsOf(emulator)).toHaveLength(1);
  });

  test("that a name is free is served by the look that found it so", async () => {
    const connection = connect(emulator);
    expect(await connection.operation().findByName("p", "new")).toBeUndefined();
    await connection.operation().create("p", bodyOf("new"));
    expect(requestsOf(emulator)).toEqual([`${LISTING}/new`, "POST /projects/p/webhooks"]);
  });
});

describe("A listing for several reads", () => {
  const question = (name: string) => ({ id: name, name });
  const listed = (name: string, more = {}) => parseWebhook({ ...bodyOf(name, more), id: name });

  test.each([
    ["first", [2_000, 1_000]],
    ["last", [1_000, 2_000]],
  ])("has the time of the one that has the most left, the %s", async (_which, totals) => {
    const given: number[] = [];
    const all = (budget: Budget) => {
      given.push(budget.total);
      return Promise.resolve([listed("a"), listed("b")]);
    };
    const reads = new ProjectReads({ all, one: () => Promise.reject(new Error("is not asked")) });
    await Promise.all(totals.map((total, at) => reads.read(question(at === 0 ? "a" : "b"), new Budget(total))));
    expect(given).toEqual([2_000]);
  });

  test("that was asked for earlier and comes later does not take the place of a newer one", async () => {
    const answers: ((webhooks: WireWebhook[]) => void)[] = [];
    let singles = 0;
    const reads = new ProjectReads({
      all: () => new Promise((resolve) => answers.push(resolve)),
      one: () => Promise.resolve(((singles += 1), undefined)),
    });
    const asked = async (...names: string[]) => {
      const [count, found] = [
        answers.length,
        Promise.all(names.map((name) => reads.read(question(name), new Budget(9_000)))),
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
    expect(await reads.read(question("a"), new Budget(9_000), { recent: true })).toMatchObject({ timeout: 20 });
    expect(singles).toBe(0);
  });
});

describe("A write of this process", () => {
  test("is what the next read of the webhook shows, whatever was listed before", async () => {
    const connection = connect(emulator);
    await readAll(() => connection.operation());
    await connection.operation().update("p", first(), { name: "renamed", timeout: 25 });
    const renamed = { id: first().id, name: "renamed" };
    for (const options of [{}, { recent: true }]) {
      expect(await connection.operation().find("p", renamed, options)).toMatchObject({ ...renamed, timeout: 25 });
      expect(await connection.operation().findByName("p", "w0", options)).toBeUndefined();
    }
  });

  test("that creates or deletes is not undone by what was listed before", async () => {
    const connection = connect(emulator);
    await readAll(() => connection.operation());
    const created = await connection.operation().create("p", bodyOf("new"));
    expect(await connection.operation().find("p", created, { recent: true })).toMatchObject({ id: created.id });
    expect(await connection.operation().findByName("p", "new", { recent: true })).toMatchObject({ id: created.id });
    await connection.operation().delete("p", first());
    expect(await connection.operation().find("p", first(), { recent: true })).toBeUndefined();
    expect(await connection.operation().findByName("p", "w0", { recent: true })).toBeUndefined();
  });

  test("leaves the others in the listing", async () => {
    const connection = connect(emulator);
    await readAll(() => connection.operation(), webhooks.slice(0, 20));
    await connection.operation().update("p", first(), { timeout: 25 });
    emulator.clearRequests();
    await readAll(() => connection.operation(), webhooks.slice(20));
    expect(requestsOf(emulator)).toEqual([]);
  });

  test("is not undone by a listing that was asked for before it ended", async () => {
    const connection = connect(emulator);
    const held = emulator.hold({ method: "GET", path: /webhooks$/, when: "after" });
    const reads = readAll(() => connection.operation(), webhooks.slice(0, 20));
    await held.reached;
    await connection.operation().update("p", first(), { timeout: 25 });
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
    const connection = connect(emulator);
    const held = emulator.hold({ method: "PATCH", when: "after" });
    const write = connection.operation().update("p", first(), { timeout: 25 });
    await held.reached;
    await readAll(() => connection.operation(), webhooks.slice(1));
    held.release();
    await write;
    emulator.edit("p", "w0", { timeout: 26 });
    expect(await connection.operation().find("p", first())).toMatchObject({ timeout: 26 });
  });

  test("that failed makes the next read ask, too", async () => {
    const connection = connect(emulator, ONE_ATTEMPT);
    await readAll(() => connection.operation());
    emulator.trouble({ kind: "status", status: 500, when: "after", methods: ["PATCH"] });
    await errorOf(connection.operation().update("p", first(), { timeout: 25 }));
    expect(await connection.operation().find("p", first(), { recent: true })).toMatchObject({ timeout: 25 });
  });
});

describe("A listing that cannot be had", () => {
  test.each([
    ["refused", { kind: "status", status: 403 }],
    ["not allowed", { kind: "status", status: 405 }],
    ["of another shape", { kind: "shape", shape: "swapped" }],
    ["without UUIDs", { kind: "shape", shape: "missing-id" }],
    ["a page", { kind: "html" }],
  ] as const)("because it is %s leaves single reads", async (_, trouble) => {
    emulator.trouble({ ...trouble, path: /webhooks$/ });
    const connection = connect(emulator);
    const found = await readAll(() => connection.operation());
    expect(found.map((webhook) => webhook?.id)).toEqual(webhooks.map(({ id }) => id));

    emulator.clearRequests();
    await readAll(() => connection.operation(), webhooks.slice(0, 3));
    expect(requestsOf(emulator).sort()).toEqual(["w0", "w1", "w2"].map((name) => `${LISTING}/${name}`));
  });

  test("because the service fails or the token is unknown is an error for all", async () => {
    for (const status of [401, 500]) {
      emulator.trouble({ kind: "status", status, path: /webhooks$/ });
      const connection = connect(emulator, ONE_ATTEMPT);
      const errors = await Promise.all(webhooks.map((webhook) => errorOf(connection.operation().find("p", webhook))));
      expect(new Set(errors.map(({ name }) => name))).toEqual(
        new Set([status === 401 ? "UnauthorizedError" : "ServerError"]),
      );
      emulator.clearTroubles();
    }
  });
});
