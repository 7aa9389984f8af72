import { type Receiver, startReceiver } from "../../../tools/support/receiver";
import { PROJECT, PROTECTED, Shell } from "./shell";

const shell = new Shell();

describe("test", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
    shell.environment["CALLBACK_TOKEN"] = "Bearer canary-own";
  });
  afterEach(() => receiver.close());

  test("sends a call like those of the webhook, with the values of the environment", async () => {
    shell.emulator.put(PROJECT, {
      name: "finished",
      url: receiver.url,
      headers: [PROTECTED, { key: "X-A", value: "b", protected: false }],
      timeout: 5,
      version: "v1",
    });
    const { code, out, error } = await shell.run("test", "finished", "--header-env", "authorization=CALLBACK_TOKEN");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/^Test [0-9a-f-]{36} of webhook "finished": completed\n$/);
    expect((await receiver.next()).headers).toMatchObject({ authorization: "Bearer canary-own", "x-a": "b" });
    expect(shell.emulator.requests.find(({ method }) => method === "POST")?.body).toMatchObject({
      timeout: 5,
      version: "v1",
      object_name: "model",
    });
  });

  test("exits with 1 and the reason if the test failed", async () => {
    receiver.answer({ status: 500 });
    const { id } = shell.emulator.put(PROJECT, { name: "finished", url: receiver.url });
    const { code, out } = await shell.run("test", id);
    expect(code).toBe(1);
    expect(out).toContain('of webhook "finished": failed: ');
  });

  test("hides the credentials of the webhook in the reason of a failure", async () => {
    const url = `${receiver.url}/?token=canary-url`;
    const headers = [{ key: "X-Api-Key", value: "canary-key", protected: false }];
    shell.emulator.put(PROJECT, { name: "finished", url, headers });
    const body = { id: "1", status: "failed", error_message: `${url} refused canary-key at /?token=canary-url` };
    shell.emulator.trouble({ kind: "status", methods: ["POST"], status: 201, body });
    const { code, out, error } = await shell.run("test", "finished");
    expect(code).toBe(1);
    expect(out).toContain(" refused ");
    expect(out + error).not.toContain("canary");
  });

  test("shows no character that controls a terminal", async () => {
    shell.emulator.put(PROJECT, { name: "red\u001b[31m", url: receiver.url });
    const { out } = await shell.run("test", "red\u001b[31m");
    expect(out).toMatch(/^Test [0-9a-f-]{36} of webhook "red \[31m": completed\n$/);
  });

  test("tells a missing project from a missing webhook", async () => {
    shell.emulator.trouble({ kind: "status", status: 404 });
    expect(await shell.run("test", "finished")).toMatchObject({
      code: 3,
      error: expect.stringContaining(`There is no project "${PROJECT}"`) as string,
    });
  });

  test("wants every protected value, or the option to do without", async () => {
    shell.emulator.put(PROJECT, { name: "finished", url: receiver.url, headers: [PROTECTED] });
    const refusal = await shell.run("test", "finished");
    expect(refusal.code).toBe(2);
    expect(refusal.error).toBe(
      "UbiOps does not return the value of Authorization: name an environment variable that holds it " +
        "(--header-env Authorization=<variable>), or leave protected headers out with --without-protected.\n",
    );
    expect(receiver.arrivals).toEqual([]);
    expect(await shell.run("test", "finished", "--without-protected")).toMatchObject({ code: 0 });
    expect((await receiver.next()).headers).not.toHaveProperty("authorization");
  });

  test("names every protected header whose value is missing", async () => {
    const headers = ["A", "B", "C"].map((key) => ({ key, value: "canary", protected: true }));
    shell.emulator.put(PROJECT, { name: "finished", url: receiver.url, headers });
    const { error } = await shell.run("test", "finished", "--header-env", "B=CALLBACK_TOKEN");
    expect(error).toMatch(/value of A, C: .*\(--header-env A=<variable> --header-env C=<variable>\)/);
  });

  test("sends no version if the webhook has none, and a header of the environment as a protected one", async () => {
    shell.emulator.put(PROJECT, { name: "finished", url: receiver.url, version: null });
    await shell.run("test", "finished", "--header-env", "X-Own=CALLBACK_TOKEN");
    const body = shell.emulator.requests.find(({ method }) => method === "POST")?.body;
    expect(body).not.toHaveProperty("version");
    expect(body).toMatchObject({ headers: [{ key: "X-Own", value: "Bearer canary-own", protected: true }] });
  });

  test("sends a header that the service does not list", async () => {
    shell.emulator.setProtectedForm("absent");
    shell.emulator.put(PROJECT, { name: "finished", url: receiver.url, headers: [PROTECTED] });
    expect(await shell.run("test", "finished", "--header-env", "Authorization=CALLBACK_TOKEN")).toMatchObject({
      code: 0,
    });
    expect((await receiver.next()).headers).toMatchObject({ authorization: "Bearer canary-own" });
  });

  test.each([
    ["an unknown webhook", ["nobody"], 3, 'There is no webhook "nobody"'],
    [
      "a variable that is not set",
      ["finished", "--header-env", "A=NOT_SET"],
      2,
      "NOT_SET, for the header A, is not set",
    ],
    ["a pair without a variable", ["finished", "--header-env", "A"], 2, "--header-env must be given as"],
    ["a pair with an empty variable", ["finished", "--header-env", "A="], 2, "--header-env must be given as"],
    ["a pair without a header", ["finished", "--header-env", "=CALLBACK_TOKEN"], 2, "--header-env must be given as"],
    ["a pair of three", ["finished", "--header-env", "A=CALLBACK_TOKEN=B"], 2, "--header-env must be given as"],
    ["no name", [], 2, "missing required argument 'name'"],
  ])("refuses %s", async (_, words, code, message) => {
    const result = await shell.run("test", ...words);
    expect(result).toMatchObject({ code, out: "" });
    expect(result.error).toContain(message);
  });
});
