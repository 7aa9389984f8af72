import { errorOf } from "../connect";
import { service } from "./service";

const { emulator, api } = service();

const DELIVERY = {
  url: "http://127.0.0.1:1/",
  object_type: "deployment",
  object_name: "model",
  event: "deployment_request_failed",
} as const;

describe("A webhook test", () => {
  test("is not asked for twice if it may have been sent", async () => {
    emulator().trouble({ kind: "drop", when: "after", methods: ["POST"], times: 1 });
    const error = await errorOf(api().createTest("p", DELIVERY));
    expect(error.name).toBe("ConnectionLostError");
    expect(error.message).toContain("It may have been carried out anyway.");
    expect(emulator().requests).toHaveLength(1);
  });

  test("is asked for again if it certainly was not sent", async () => {
    emulator().trouble({ kind: "status", status: 429, headers: { "retry-after": "0.01" }, times: 1 });
    expect((await api().createTest("p", DELIVERY)).id).toBeTruthy();
  });

  test("that does not exist is an error", async () => {
    expect((await errorOf(api().getTest("p", "5e5c0a5c-0000-4000-8000-000000000000"))).name).toBe("TestNotFoundError");
  });
});
