import { errorOf } from "../connect";
import { LOSSES } from "./losses";
import { service } from "./service";

const { emulator, api } = service();

describe("A deletion", () => {
  test.each(LOSSES)("whose answer is lost by %s is one", async (_, trouble) => {
    const { id } = emulator().put("p", { name: "w" });
    emulator().trouble({ ...trouble, methods: ["DELETE"], times: 1 });
    await api().delete("p", { id, name: "w" });
    expect(emulator().webhooks("p")).toEqual([]);
    expect(emulator().requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  test("whose answer is lost every time is one", async () => {
    const { id } = emulator().put("p", { name: "w" });
    emulator().trouble({ kind: "drop", when: "after", methods: ["DELETE"] });
    await api().delete("p", { id, name: "w" });
    expect(emulator().webhooks("p")).toEqual([]);
  });

  test("is not repeated on a webhook that took the name meanwhile", async () => {
    const { id } = emulator().put("p", { name: "w" });
    const held = emulator().hold({ method: "DELETE", when: "after" });
    const deletion = api().delete("p", { id, name: "w" });
    await held.reached;
    const other = emulator().put("p", { name: "w" });
    held.drop();
    await deletion;
    expect(emulator().webhooks("p")).toEqual([other]);
  });

  test("of what is gone is none", async () => {
    await api().delete("p", { id: "x", name: "w" });
    expect(emulator().requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("of what goes between the look and the request is none either", async () => {
    const { id } = emulator().put("p", { name: "w" });
    const held = emulator().hold({ method: "DELETE", when: "before" });
    const deletion = api().delete("p", { id, name: "w" });
    await held.reached;
    emulator().remove("p", "w");
    held.release();
    await deletion;
    expect(emulator().requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  test("is not taken for done at a single 404 that was not the service's own", async () => {
    const { id } = emulator().put("p", { name: "w" });
    emulator().trouble({
      kind: "status",
      status: 404,
      body: "<html>no such page</html>",
      methods: ["DELETE"],
      times: 1,
    });
    await api().delete("p", { id, name: "w" });
    expect(emulator().webhooks("p")).toEqual([]);
  });

  test("is an error if the service lists the webhook and answers 404", async () => {
    const { id } = emulator().put("p", { name: "team/w" });
    emulator().trouble({ kind: "status", status: 404, methods: ["DELETE"] });
    const error = await errorOf(api().delete("p", { id, name: "team/w" }));
    expect(error.name).toBe("UnreachableWebhookError");
    expect(error.message).toContain("(DELETE /projects/p/webhooks/team%2Fw, status 404)");
    expect(emulator().webhooks("p")).toHaveLength(1);
  });

  test("finds its webhook under another name and leaves who has the old one", async () => {
    const { id } = emulator().put("p", { name: "renamed" });
    const other = emulator().put("p", { name: "w" });
    await api().delete("p", { id, name: "w" });
    expect(emulator().webhooks("p")).toEqual([other]);
  });

  test("that a page answers is not taken for done", async () => {
    const { id } = emulator().put("p", { name: "w" });
    emulator().trouble({ kind: "html", methods: ["DELETE"] });
    const error = await errorOf(api().delete("p", { id, name: "w" }));
    expect(error.name).toBe("PageError");
    expect(emulator().webhooks("p")).toHaveLength(1);
  });
});
