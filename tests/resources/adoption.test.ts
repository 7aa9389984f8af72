import { type Emulator, startEmulator, type StoredWebhook, type WebhookFields } from "../../emulator/src";
import type { Properties } from "../../provider/resources/types";
import { Process, type Stored } from "../support/verbs";

const NAMED = {
  name: "alerts",
  url: "https://hooks.example.com/old",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_failed",
};
const ADOPTING = { ...NAMED, url: "https://hooks.example.com/fresh", adoptExisting: true };

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const begin = () => new Process(emulator);
const create = (declared: Properties, as: string) => begin().create(declared, { as });
const there = () => emulator.webhooks("shop");
const writes = () => emulator.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);
const idOf = ({ recorded }: Stored) => recorded.id;
const plant = (fields: Partial<WebhookFields> = {}): StoredWebhook =>
  emulator.put("shop", { name: "alerts", ...fields });

describe("An adoption", () => {
  test("takes over the webhook of that name and object with one PATCH of all that is declared", async () => {
    const { id } = plant({
      description: "by hand",
      timeout: 30,
      headers: [{ key: "X-Old", value: "1", protected: true }],
    });
    const protectedHeaders = { Authorization: "Bearer canary" };
    const adopted = await create({ ...ADOPTING, protectedHeaders, labels: { team: "ml" } }, "fresh");
    expect(idOf(adopted)).toBe(`shop/${id}`);
    expect(writes()).toEqual(["PATCH"]);
    expect(there()).toMatchObject([
      {
        id,
        url: ADOPTING.url,
        event: ADOPTING.event,
        description: "",
        timeout: 10,
        labels: { team: "ml" },
        headers: [{ key: "Authorization", value: "Bearer canary", protected: true }],
      },
    ]);
    expect(
      begin().changes(await begin().refresh(adopted), { ...ADOPTING, protectedHeaders, labels: { team: "ml" } }),
    ).toEqual([]);
  });

  test("creates one if there is none", async () => {
    await create(ADOPTING, "fresh");
    expect(writes()).toEqual(["POST"]);
  });

  test("takes over what an interrupted update left under an automatic name", async () => {
    const automatic = { ...NAMED, name: undefined };
    const left = await create(automatic, "fresh");
    await expect(create(automatic, "fresh")).rejects.toThrow("already exists");
    expect(idOf(await create({ ...automatic, adoptExisting: true }, "fresh"))).toBe(idOf(left));
  });

  test("takes over one of whatever version if none is declared", async () => {
    const { id } = plant({ version: "v2" });
    expect(idOf(await create(ADOPTING, "fresh"))).toBe(`shop/${id}`);
  });

  test.each<[what: string, fields: Partial<WebhookFields>, differing: string]>([
    ["object type", { object_type: "pipeline", version: "v1" }, "objectType"],
    ["object and version", { object_name: "other", version: "v2" }, "objectName, version"],
  ])("of one with another %s is refused, and nothing is changed", async (_what, fields, differing) => {
    const before = plant(fields);
    await expect(create({ ...ADOPTING, version: "v1" }, "fresh")).rejects.toThrow(
      `The webhook "alerts" of project "shop" cannot be adopted: it has another ${differing}. ` +
        "Declare what it has, give this resource another name, or delete that webhook. Nothing was changed.",
    );
    expect(there()).toEqual([before]);
    expect(writes()).toEqual([]);
  });

  test.each(["GET", "PATCH", "POST"] as const)(
    "ends with one webhook if the answer to its %s is lost",
    async (method) => {
      const planted = method === "POST" ? undefined : plant();
      emulator.trouble({ kind: "drop", when: "after", methods: [method], times: 1 });
      const adopted = await create(ADOPTING, "fresh");
      expect(there()).toMatchObject([{ url: ADOPTING.url }]);
      expect(idOf(adopted)).toBe(`shop/${planted?.id ?? there()[0]?.id ?? ""}`);
    },
  );

  test("of one that is deleted in the middle creates one", async () => {
    plant();
    const hold = emulator.hold({ method: "PATCH", when: "before" });
    const adopted = create(ADOPTING, "fresh");
    await hold.reached;
    emulator.remove("shop", "alerts");
    hold.release();
    await adopted;
    expect(there()).toMatchObject([{ name: "alerts", url: ADOPTING.url }]);
  });

  test("is no difference once the option is turned off or left out", async () => {
    const adopted = await create(ADOPTING, "fresh");
    expect(begin().changes(adopted, { ...ADOPTING, adoptExisting: false })).toEqual([]);
    expect(begin().changes(adopted, { ...ADOPTING, adoptExisting: undefined })).toEqual([]);
  });
});

const refusal =
  'The webhook "alerts" of project "shop" cannot be adopted: the resource "old" of this program has it. ' +
  'Give this resource another name. If "old" is giving the name up in this update, run "pulumi up" again; ' +
  "if it is this resource under its old logical name, use aliases. Nothing was changed.";

describe("A webhook that another resource of the program has", () => {
  test("is not adopted if the engine has asked about the other one", async () => {
    const old = await create(NAMED, "old");
    const process = begin();
    expect(process.changes(old, NAMED)).toEqual([]);
    await expect(process.create(ADOPTING, { as: "fresh" })).rejects.toThrow(refusal);
    expect(there()).toMatchObject([{ url: NAMED.url }]);
  });

  test("is not adopted if the other one was created in the same update", async () => {
    const process = begin();
    await process.create(NAMED, { as: "old" });
    await expect(process.create(ADOPTING, { as: "fresh" })).rejects.toThrow(refusal);
    expect(writes()).toEqual(["POST"]);
  });

  test("is not adopted if the other one has adopted it in the same update", async () => {
    plant();
    const process = begin();
    await process.create({ ...NAMED, adoptExisting: true }, { as: "old" });
    await expect(process.create(ADOPTING, { as: "fresh" })).rejects.toThrow(refusal);
    expect(writes()).toEqual(["PATCH"]);
  });

  test("is not adopted if the other one is adopting it at the same moment", async () => {
    plant();
    const process = begin();
    const outcomes = await Promise.allSettled(["old", "fresh"].map((as) => process.create(ADOPTING, { as })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: {
        message: expect.stringMatching(
          /cannot be adopted: the resource "(old|fresh)" of this program has it/,
        ) as string,
      },
    });
    expect(writes()).toEqual(["PATCH"]);
  });

  describe("and that was adopted before the engine asked about the other one", () => {
    let old: Stored;
    let process: Process;
    beforeEach(async () => {
      old = await create(NAMED, "old");
      process = begin();
      await process.create(ADOPTING, { as: "fresh" });
      emulator.clearRequests();
    });

    test("is not updated by the other one", async () => {
      await expect(process.update(old, { ...NAMED, name: "alerts-old" })).rejects.toThrow(
        `The webhook "alerts" (${idOf(old).slice("shop/".length)}) of project "shop" is also that of the resource "fresh" of this program, ` +
          "and was left as that one declares it: give one of the two another name, or take one out of the program and, " +
          'with "pulumi state delete", out of the state.',
      );
      expect(writes()).toEqual([]);
      expect(there()).toMatchObject([{ name: "alerts", url: ADOPTING.url }]);
    });

    test("is not deleted with the other one", async () => {
      await process.delete(old);
      expect(there()).toHaveLength(1);
      expect(process.warnings).toEqual([
        expect.stringMatching(
          /^The webhook "alerts" \(.*\) of project "shop" is not deleted, since the resource "fresh" of this program has it\.$/,
        ),
      ]);
    });
  });

  test("is told by its UUID: another one of that name is adopted", async () => {
    const old = await create(NAMED, "old");
    const process = begin();
    process.changes(old, NAMED);
    emulator.remove("shop", "alerts");
    const { id } = plant();
    expect(idOf(await process.create(ADOPTING, { as: "fresh" }))).toBe(`shop/${id}`);
  });
});

test("a resource that gets another logical name without aliases adopts its webhook, which its old self does not delete", async () => {
  const old = await create(NAMED, "old");
  const process = begin();
  const fresh = await process.create(ADOPTING, { as: "fresh" });
  expect(idOf(fresh)).toBe(idOf(old));
  await process.delete(old);
  expect(there()).toMatchObject([{ url: ADOPTING.url }]);
  expect(process.warnings).toEqual([expect.stringContaining("is not deleted, since")]);
  await begin().delete(fresh);
  expect(there()).toEqual([]);
});

test("a resource that is replaced and adopts its own webhook does not delete it", async () => {
  const stored = await create(ADOPTING, "fresh");
  const process = begin();
  expect(idOf(await process.create(ADOPTING, { as: "fresh" }))).toBe(idOf(stored));
  await process.delete(stored);
  expect(there()).toHaveLength(1);
  expect(process.warnings).toEqual([
    expect.stringContaining("is not deleted, since this update has just taken it over."),
  ]);
});

test("a webhook that is renamed while its name is adopted is not followed to its new name, and stays that of its resource", async () => {
  const old = await create(NAMED, "old");
  const process = begin();
  const hold = emulator.hold({ method: "PATCH", path: /alerts$/, when: "before" });
  const adopting = process.create(ADOPTING, { as: "fresh" });
  await hold.reached;
  emulator.edit("shop", "alerts", { name: "alerts-old" });
  hold.release();
  const fresh = await adopting;
  expect(idOf(fresh)).not.toBe(idOf(old));
  await process.update(old, { ...NAMED, name: "alerts-old", timeout: 20 });
  expect(there()).toMatchObject([
    { name: "alerts-old", url: NAMED.url, timeout: 20 },
    { name: "alerts", url: ADOPTING.url, timeout: 10 },
  ]);
});

describe("A name that is taken", () => {
  const OTHER_RESOURCE =
    'If another resource of this program gives this name up in this update, run "pulumi up" again, or add dependsOn;';

  test("by a webhook that the program does not have is told with the ways out", async () => {
    plant();
    const error = await create(NAMED, "fresh").catch((reason: unknown) => String(reason));
    expect(error).toContain('A webhook called "alerts" already exists in project "shop"');
    expect(error).toContain(OTHER_RESOURCE);
    expect(error).toContain("Two webhooks that swap names need two updates and a third name.");
    expect(error).toContain("(an interrupted update may have left it), set adoptExisting: true or import it.");
    expect(error).toContain("give it aliases");
    expect(error).toContain("set deleteBeforeReplace: true");
    expect(there()).toHaveLength(1);
  });

  test("is not told to set adoptExisting if it is set", async () => {
    plant();
    // It is not there when the adoption looks, and there when it is to be created.
    emulator.trouble({ kind: "status", status: 404, methods: ["GET"], path: /alerts$/, times: 1 });
    const error = await create(ADOPTING, "fresh").catch((reason: unknown) => String(reason));
    expect(error).toContain("already exists");
    expect(error).toContain("(an interrupted update may have left it), import it.");
    expect(error).not.toContain("adoptExisting");
  });

  test("for a rename is told with the ways out, and the webhook keeps its name", async () => {
    const old = await create({ ...NAMED, name: "alerts-old" }, "old");
    plant();
    const error = await begin()
      .update(old, NAMED)
      .catch((reason: unknown) => String(reason));
    expect(error).toContain('A webhook called "alerts" already exists in project "shop"');
    expect(error).toContain(OTHER_RESOURCE);
    expect(error).toContain("Otherwise choose another name, or rename or delete the other webhook first.");
    expect(there().map(({ name }) => name)).toEqual(["alerts-old", "alerts"]);
  });

  test("by one that gives it up in the same update is free in the next one", async () => {
    const old = await create(NAMED, "old");
    const process = begin();
    await expect(process.create({ ...ADOPTING, adoptExisting: false }, { as: "fresh" })).rejects.toThrow(
      "already exists",
    );
    await process.update(old, { ...NAMED, name: "alerts-old" });
    await create({ ...ADOPTING, adoptExisting: false }, "fresh");
    expect(there().map(({ name }) => name)).toEqual(["alerts-old", "alerts"]);
  });

  test("is free in the same update for a resource that depends on the one that gives it up", async () => {
    const old = await create(NAMED, "old");
    const process = begin();
    await process.update(old, { ...NAMED, name: "alerts-old" });
    await process.create({ ...ADOPTING, adoptExisting: false }, { as: "fresh" });
    expect(there().map(({ name }) => name)).toEqual(["alerts-old", "alerts"]);
  });
});
