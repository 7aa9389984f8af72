import { type Emulator, startEmulator } from "../../emulator/src";
import { webhookTest } from "../../provider/resources/webhook-test";
import { LEAST, Process, type Stored } from "../support/verbs";

let emulator: Emulator;
let stored: Stored;
beforeEach(async () => {
  emulator = await startEmulator();
  stored = await new Process(emulator).create(LEAST);
});
afterEach(() => emulator.close());

type Verb = (process: Process) => Promise<unknown>;

const UNNAMED = { ...LEAST, name: undefined };

test.each<[verb: string, method: string, path: string, run: Verb]>([
  ["create", "POST", "/webhooks", (process) => process.create({ ...LEAST, name: "second" }, { as: "second" })],
  [
    "create that adopts",
    "PATCH",
    "/webhooks/finished",
    (process) => process.create({ ...LEAST, adoptExisting: true }, { as: "second" }),
  ],
  ["read", "GET", "/webhooks/finished", (process) => process.read(stored)],
  ["update", "PATCH", "/webhooks/finished", (process) => process.update(stored, { ...LEAST, timeout: 20 })],
  [
    "update that renames",
    "PATCH",
    "/webhooks/finished",
    (process) => process.update(stored, { ...LEAST, name: "new" }),
  ],
  ["delete", "DELETE", "/webhooks/finished", (process) => process.delete(stored)],
  [
    "webhook test",
    "POST",
    "/webhooks-tests",
    () => new Process(emulator, { resource: webhookTest }).create(UNNAMED, { as: "test" }),
  ],
])("a failed %s tells our sentence, then the service's words, then its request", async (_verb, method, path, run) => {
  const before = emulator.webhooks("shop");
  emulator.trouble({ kind: "status", status: 403, body: { detail: "Not you." }, methods: [method] });
  const error: unknown = await run(new Process(emulator)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: "ForbiddenError",
    status: 403,
    message: expect.stringMatching(
      new RegExp(
        `^The API token has no permission .*project "shop" at ${emulator.url}.* UbiOps says: Not you\\. ` +
          `\\(${method} /projects/shop${path}, status 403\\)$`,
      ),
    ) as string,
  });
  expect((error as Error).stack).not.toMatch(/\n\s+at /);
  // By an `id` the engine would know a webhook that it has to keep: without one it keeps the old state.
  for (const name of ["id", "code", "details", "metadata", "reasons"]) expect(error).not.toHaveProperty(name);
  expect(emulator.webhooks("shop")).toEqual(before);
});

test("a field that the service refuses is named as the program knows it", async () => {
  const body = { include_result: ["Not a boolean."] };
  emulator.trouble({ kind: "status", status: 400, body, methods: ["POST"] });
  await expect(new Process(emulator).create({ ...LEAST, name: "second" }, { as: "second" })).rejects.toThrow(
    /^The UbiOps API does not accept includeResult of webhook "second" in project "shop".*Not a boolean\./,
  );
});
