import { read } from "../../provider/resources/webhook/read";
import { type Emulator, startEmulator, type StoredWebhook } from "../../emulator/src";
import { sessionOn } from "./session-on";

let emulator: Emulator;
let foreign: StoredWebhook;
beforeEach(async () => {
  emulator = await startEmulator();
  foreign = emulator.put("shop", {
    name: "foreign",
    version: "v2",
    headers: [{ key: "X-Stage", value: "prod", protected: false }],
  });
});
afterEach(() => emulator.close());

const get = (id: string) => read(sessionOn(emulator), id, {});

test.each<[by: string, key: () => string]>([
  ["its name", () => foreign.name],
  ["its UUID", () => foreign.id],
  ["its UUID in capitals", () => foreign.id.toUpperCase()],
])("a webhook that the program does not own is read by %s, its version included", async (_by, key) => {
  expect(await get(`shop/${key()}`)).toMatchObject({
    id: `shop/${foreign.id}`,
    state: {
      name: "foreign",
      version: "v2",
      project: "shop",
      webhookId: foreign.id,
      headers: { "X-Stage": { value: "prod" } },
    },
  });
});

test("one that is called like a UUID is found by its name, where no webhook has that UUID", async () => {
  const name = "0b6b7ba5-4d2c-4d2f-9b3e-0f6f3a3d6a77";
  const { id } = emulator.put("shop", { name });
  expect(await get(`shop/${name}`)).toMatchObject({ id: `shop/${id}` });
});

test("one that was read stays one that the program does not own, by its UUID", async () => {
  const found = await get("shop/foreign");
  emulator.edit("shop", "foreign", { name: "renamed" });
  const again = await read(sessionOn(emulator), found?.id ?? "", found?.state ?? {});
  expect(again?.state).toMatchObject({ name: "renamed", webhookId: foreign.id });
});

test.each(["foreign", "", "/foreign", "shop/"])(
  "%j names no webhook, which is said with what an id looks like",
  async (id) => {
    await expect(get(id)).rejects.toThrow(
      `"${id}" names no webhook: the id must be "<project>/<name>" or "<project>/<uuid>".`,
    );
    expect(emulator.requests).toEqual([]);
  },
);

test("one that is not there is an error that says where to look", async () => {
  await expect(get("shop/none")).rejects.toThrow(
    `There is no webhook "none" in project "shop" at ${emulator.url}: "pulumi-ubiops list" shows those that there are.`,
  );
});
