import { type Emulator, startEmulator, type StoredWebhook } from "../../emulator/src";
import { LEAST, Process } from "../support/verbs";

let emulator: Emulator;
let foreign: StoredWebhook;
beforeEach(async () => {
  emulator = await startEmulator();
  foreign = emulator.put("shop", {
    name: "foreign",
    version: "v2",
    headers: [
      { key: "X-Stage", value: "prod", protected: false },
      { key: "Authorization", value: "canary-of-others", protected: true },
      { key: "X-Api-Key", value: "plain", protected: false },
    ],
  });
});
afterEach(() => emulator.close());

/** As the engine reads a webhook of which nothing is recorded. */
const get = (id: string) =>
  new Process(emulator).refresh({
    as: "foreign",
    recorded: { id, state: {}, secrets: [] },
    inputs: { properties: {}, secrets: [] },
  });

describe("A webhook of which nothing is recorded", () => {
  test.each<[by: string, key: () => string]>([
    ["its name", () => foreign.name],
    ["its UUID", () => foreign.id],
    ["its UUID in capitals", () => foreign.id.toUpperCase()],
  ])("is read by %s, its version included", async (_by, key) => {
    expect((await get(`shop/${key()}`)).recorded).toMatchObject({
      id: `shop/${foreign.id}`,
      state: { name: "foreign", version: "v2", project: "shop", webhookId: foreign.id },
    });
  });

  test("is read with the names of its protected headers, and a plain one that is named like a credential is a secret", async () => {
    const { recorded } = await get("shop/foreign");
    expect(recorded.state).toMatchObject({
      headers: { "X-Stage": "prod", "X-Api-Key": "plain" },
      protectedHeaders: { Authorization: "" },
    });
    expect(recorded.secrets).toEqual(["headers/X-Api-Key"]);
  });

  test("has a URL that may be a credential as a secret, and so has one whose URL somebody changed to such a one", async () => {
    const credential = { url: "https://hooks.slack.com/services/T0/B0/canary" };
    emulator.edit("shop", "foreign", credential);
    expect((await get("shop/foreign")).recorded.secrets).toContain("url");
    const stored = await new Process(emulator).create(LEAST);
    emulator.edit("shop", LEAST.name, credential);
    expect((await new Process(emulator).refresh(stored)).recorded.secrets).toEqual(["url"]);
  });

  test("is found by its name, if that looks like a UUID and no webhook has that UUID", async () => {
    const name = "0b6b7ba5-4d2c-4d2f-9b3e-0f6f3a3d6a77";
    const { id } = emulator.put("shop", { name });
    expect((await get(`shop/${name}`)).recorded.id).toBe(`shop/${id}`);
  });

  test("is followed by its UUID once it was read, and its secrets stay", async () => {
    const seen = await get("shop/foreign");
    emulator.edit("shop", "foreign", { name: "renamed" });
    const again = await new Process(emulator).refresh(seen);
    expect(again.recorded).toMatchObject({
      id: `shop/${foreign.id}`,
      state: { name: "renamed", version: "v2" },
      secrets: ["headers/X-Api-Key"],
    });
  });

  test.each(["foreign", "", "/foreign", "shop/"])(
    "is not named by the id %j, which is told with what an id looks like",
    async (id) => {
      await expect(get(id)).rejects.toThrow(
        `"${id}" is not the id of a webhook: it must be "<project>/<name>" or "<project>/<uuid>".`,
      );
      expect(emulator.requests).toEqual([]);
    },
  );

  test("and that is not there is an error that says where to look", async () => {
    await expect(get("shop/none")).rejects.toThrow(
      `There is no webhook "none" in project "shop" at ${emulator.url}: "npx pulumi-ubiops list" shows the ones there are.`,
    );
  });
});
