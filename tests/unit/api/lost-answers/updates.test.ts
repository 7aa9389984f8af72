import { NameTakenError } from "../../../../provider/api";
import { errorOf, HINT, requestsOf } from "../connect";
import { LOSSES_OF_A_BODY } from "./losses";
import { service } from "./service";

const { emulator, api } = service();

describe("A rename whose answer is lost", () => {
  test.each(LOSSES_OF_A_BODY)("by %s ends at the new name", async (_, trouble) => {
    const { id } = emulator().put("p", { name: "old" });
    emulator().trouble({ ...trouble, methods: ["PATCH"], times: 1 });
    expect(await api().update("p", { id, name: "old" }, { name: "new", timeout: 20 })).toMatchObject({
      id,
      name: "new",
      timeout: 20,
    });
    expect(requestsOf(emulator())).toEqual(["PATCH /projects/p/webhooks/old", "GET /projects/p/webhooks/new"]);
  });

  test("is not sent again to the webhook that has the old name now", async () => {
    const { id } = emulator().put("p", { name: "old" });
    const held = emulator().hold({ method: "PATCH", when: "after" });
    const rename = api().update("p", { id, name: "old" }, { name: "new", timeout: 20 });
    await held.reached;
    const other = emulator().put("p", { name: "old", timeout: 5 });
    held.drop();
    expect(await rename).toMatchObject({ id, name: "new" });
    expect(emulator().webhooks("p")).toContainEqual(other);
  });

  test("is sent again if it was not done", async () => {
    const { id } = emulator().put("p", { name: "old" });
    emulator().trouble({ kind: "drop", methods: ["PATCH"], times: 2 });
    expect(await api().update("p", { id, name: "old" }, { name: "new" })).toMatchObject({ id, name: "new" });
  });

  test("never goes on with another webhook at the new name", async () => {
    emulator().put("p", { name: "new" });
    expect(await api().update("p", { id: "gone", name: "old" }, { name: "new" })).toBeUndefined();
    expect(requestsOf(emulator())).toEqual(["PATCH /projects/p/webhooks/old", "GET /projects/p/webhooks"]);
  });
});

describe("An update", () => {
  test("of a webhook that is gone resolves to nothing", async () => {
    expect(await api().update("p", { id: "x", name: "w" }, { timeout: 20 })).toBeUndefined();
    expect(requestsOf(emulator())).toEqual(["PATCH /projects/p/webhooks/w", "GET /projects/p/webhooks"]);
  });

  test("goes on if a single 404 was not the service's own", async () => {
    const { id } = emulator().put("p", { name: "w" });
    emulator().trouble({
      kind: "status",
      status: 404,
      body: "<html>no such page</html>",
      methods: ["PATCH"],
      times: 1,
    });
    expect(await api().update("p", { id, name: "w" }, { timeout: 20 })).toMatchObject({ id, timeout: 20 });
  });

  test("without following resolves to nothing at a 404, and asks nothing more", async () => {
    const { id } = emulator().put("p", { name: "w-now" });
    expect(await api().update("p", { id, name: "w" }, { timeout: 20 }, { follow: false })).toBeUndefined();
    expect(requestsOf(emulator())).toEqual(["PATCH /projects/p/webhooks/w"]);
  });

  test("goes on at the name that the webhook was given in that very moment", async () => {
    const { id } = emulator().put("p", { name: "w-now" });
    expect(await api().update("p", { id, name: "w" }, { timeout: 20 })).toMatchObject({
      id,
      name: "w-now",
      timeout: 20,
    });
  });

  test("is an error, and does not mean that the webhook is gone, if the service lists it and answers 404", async () => {
    const { id } = emulator().put("p", { name: "team/w" });
    emulator().trouble({ kind: "status", status: 404, methods: ["PATCH"] });
    const error = await errorOf(api().update("p", { id, name: "team/w" }, { timeout: 20 }));
    expect(error.name).toBe("UnreachableWebhookError");
    expect(error.message).toMatch(
      /The UbiOps API lists webhook "team\/w".*\(PATCH \/projects\/p\/webhooks\/team%2Fw, status 404\)/,
    );
  });

  test("to a name that is taken says so", async () => {
    emulator().put("p", { name: "taken" });
    const { id } = emulator().put("p", { name: "w" });
    const error = await errorOf(api().update("p", { id, name: "w" }, { name: "taken" }, HINT));
    expect(error).toBeInstanceOf(NameTakenError);
    expect(error.message).toContain('"taken"');
    expect(error.message).toContain('webhook "w" was not renamed to it. Choose another name. UbiOps says:');
  });

  test("that met another webhook under its name says so", async () => {
    emulator().put("p", { name: "w" });
    const error = await errorOf(api().update("p", { id: "ours", name: "w" }, { timeout: 20 }));
    expect(error.name).toBe("OtherWebhookError");
    expect(error.message).toContain("(PATCH /projects/p/webhooks/w");
  });
});
