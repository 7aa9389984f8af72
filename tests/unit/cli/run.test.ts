import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Emulator, startEmulator } from "../../emulator";
import { cli as runCli } from "../../support/cli";
import { shownMode } from "../../support/platform";
import { type Receiver, startReceiver } from "../../support/receiver";

const PROJECT = "fraud";
const PROTECTED = { key: "Authorization", value: "Bearer canary-protected", protected: true };

let emulator: Emulator;
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  emulator = await startEmulator({ protectedForm: "clear" });
  folder = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-cli-"));
  environment = { UBIOPS_API_TOKEN: `Token ${emulator.token}`, UBIOPS_API_HOST: emulator.url, UBIOPS_PROJECT: PROJECT };
});
afterEach(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

const cli = (...words: string[]) => runCli(words, environment, folder);

describe("list", () => {
  test("shows every webhook in a line, its headers by name alone", async () => {
    emulator.put(PROJECT, { name: "finished", headers: [PROTECTED, { key: "X-A", value: "b", protected: false }] });
    emulator.put(PROJECT, { name: "line\nbreak", object_type: "pipeline", version: null, enabled: false });
    const { code, out, error } = await cli("list");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const [titles = "", ...lines] = out.trimEnd().split("\n");
    expect(titles.split(/ {2,}/)).toEqual(["NAME", "OBJECT", "EVENT", "URL", "HEADERS", "ENABLED", "ID"]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^finished .*deployment model:v1 .*Authorization \(protected\), X-A +yes/);
    expect(lines[1]).toMatch(/^line break .*pipeline model .*no /);
    expect(out).not.toContain("canary");
  });

  test("gives every setting as JSON, but for protected values, whatever the service returns for them", async () => {
    const { id } = emulator.put(PROJECT, { name: "finished", headers: [PROTECTED, { key: "X-A", value: "b", protected: false }], timeout: 7 });
    const { out } = await cli("list", "--json");
    expect(JSON.parse(out)).toMatchObject([
      {
        webhookId: id,
        project: PROJECT,
        name: "finished",
        objectType: "deployment",
        timeout: 7,
        headers: [{ key: "Authorization", protected: true }, { key: "X-A", value: "b", protected: false }],
      },
    ]);
    expect(out).not.toContain("canary");
  });

  test("asks the service for what the filters name", async () => {
    emulator.put(PROJECT, { name: "one", labels: { team: "ml", tier: "a=b" } });
    emulator.put(PROJECT, { name: "two", labels: { team: "ml" } });
    emulator.put(PROJECT, { name: "three", object_type: "pipeline" });
    const names = async (...flags: string[]) => (JSON.parse((await cli("list", "--json", ...flags)).out) as { name: string }[]).map(({ name }) => name);
    expect(await names("--label", "team=ml", "--label", "tier=a=b")).toEqual(["one"]);
    expect(await names("--object-type", "pipeline")).toEqual(["three"]);
    expect(await names("--event", "deployment_request_finished")).toEqual(["one", "two"]);
  });

  test("says that nothing matches", async () => {
    expect(await cli("list")).toEqual({ code: 0, out: "", error: `No webhook of project "${PROJECT}" matches.\n` });
    expect(await cli("list", "--json")).toMatchObject({ code: 0, out: "[]\n" });
  });
});

describe("the command line", () => {
  test.each([["--help"], ["list", "--help"], ["generate", "--help"], ["test", "--help"], ["--version"]])("answers %s %s", async (...words) => {
    const { code, out, error } = await cli(...words);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain("pulumi-ubiops");
  });

  test.each([
    ["no command", [], "Usage:"],
    ["a misspelled command", ["lst"], "Did you mean list?"],
    ["an unknown flag", ["list", "--jsn"], "unknown option"],
    ["a wrong filter", ["list", "--object-type", "experiment"], "Allowed choices are deployment, pipeline"],
    ["a label without a value", ["list", "--label", "team"], "--label must be given as <name>=<value>"],
    ["a host without a scheme", ["list", "--api-host", "api.ubiops.com"], "give --api-host or set UBIOPS_API_HOST"],
    ["a timeout of nothing", ["list", "--timeout", "0"], "give another --timeout"],
    ["filters of a file", ["generate", "--from-terraform", "x", "--project", "y"], "cannot be used with"],
  ])("refuses %s and says what would be right", async (_, words, message) => {
    const { code, out, error } = await cli(...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(message);
    expect(emulator.requests).toEqual([]);
  });

  test.each([["--api-token=canary"], ["--api-token"], ["--token"], ["-token=canary"]])("takes no token from %s, and does not repeat it", async (flag) => {
    const { code, error } = await cli("list", flag, "canary");
    expect({ code, error }).toEqual({
      code: 2,
      error: "The API token is not taken from the command line, which every process list shows: set UBIOPS_API_TOKEN.\n",
    });
  });

  test("says what is missing in the environment, in terms of the environment", async () => {
    environment = {};
    expect(await cli("list")).toMatchObject({ code: 2, error: "The UbiOps API token is missing: set UBIOPS_API_TOKEN.\n" });
    environment = { UBIOPS_API_TOKEN: "token" };
    expect(await cli("list")).toMatchObject({ code: 2, error: "The UbiOps project is missing: give --project or set UBIOPS_PROJECT.\n" });
  });

  test("tells a failure of the service from a wrong call, without a stack or the token", async () => {
    environment["UBIOPS_API_TOKEN"] = "wrong-token-canary";
    const { code, error } = await cli("list");
    expect(code).toBe(3);
    expect(error).toContain("status 401");
    expect(error).not.toMatch(/canary|\n\s+at /);
  });

  test("asks the project and host of the flags before those of the environment", async () => {
    emulator.put("other", { name: "elsewhere" });
    environment = { UBIOPS_API_TOKEN: emulator.token, UBIOPS_API_HOST: "https://unreachable.invalid/v2.1", UBIOPS_PROJECT: PROJECT };
    expect((await cli("list", "--project", "other", "--api-host", emulator.url)).out).toContain("elsewhere");
  });
});

describe("generate", () => {
  test("writes no file where one is there, unless it is told to", async () => {
    emulator.put(PROJECT);
    await writeFile(path.join(folder, "import.json"), "mine");
    const refusal = await cli("generate");
    expect(refusal.code).toBe(2);
    expect(refusal.error).toContain("import.json exists in");
    expect(await readdir(folder)).toEqual(["import.json"]);
    expect(await readFile(path.join(folder, "import.json"), "utf8")).toBe("mine");
    expect(await cli("generate", "--force")).toMatchObject({ code: 0 });
    expect(await readdir(folder)).toEqual(["import.json", "index.ts"]);
  });

  test("writes into another folder, and lets only the owner read what may hold a secret", async () => {
    emulator.put(PROJECT);
    expect(await cli("generate", "--out", "stack/webhooks", "--language", "javascript")).toMatchObject({ code: 0 });
    expect(await readdir(path.join(folder, "stack/webhooks"))).toEqual(["import.json", "index.js"]);
    expect((await stat(path.join(folder, "stack/webhooks/import.json"))).mode & 0o777).toBe(shownMode(0o600));
  });

  test("writes nothing where there is nothing", async () => {
    const { code, out, error } = await cli("generate");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(error).toContain("no file was written");
    expect(await readdir(folder)).toEqual([]);
  });

  test("puts no protected value into any file or output, whatever the service returns for it", async () => {
    emulator.put(PROJECT, { name: "finished", headers: [PROTECTED] });
    const { out } = await cli("generate");
    const texts = await Promise.all(["index.ts", "import.json"].map((file) => readFile(path.join(folder, file), "utf8")));
    expect([out, ...texts].join("")).not.toContain("canary");
    expect(out).toContain("pulumi config set --secret finishedAuthorization\n");
  });

  test("says which webhooks it leaves out and why, in the program too", async () => {
    emulator.put(PROJECT, { name: "good" });
    emulator.put(PROJECT, { name: "bad\u2028name", url: "https://user:canary@hooks.example.com/" });
    const { code, error } = await cli("generate");
    expect(code).toBe(0);
    expect(error).toMatch(/^Not declared: the webhook "bad name"\. url: must not hold a user name or password/);
    const text = await readFile(path.join(folder, "index.ts"), "utf8");
    expect(text).toContain("// Not declared");
    expect(text).not.toContain("canary");
    expect(text).toContain('new ubiops.Webhook("good"');
  });

  test("calls a webhook the same, whatever else there is", async () => {
    const text = async () => readFile(path.join(folder, "import.json"), "utf8");
    const names = (json: string) => (JSON.parse(json) as { resources: { logicalName: string }[] }).resources.map(({ logicalName }) => logicalName);
    emulator.put(PROJECT, { name: "b/c" });
    await cli("generate");
    const [alone = ""] = names(await text());
    emulator.put(PROJECT, { name: "a" });
    emulator.put(PROJECT, { name: "b-c" });
    await cli("generate", "--force");
    expect(names(await text())).toEqual(["a", "b-c", alone]);
  });
});

describe("test", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
    environment["CALLBACK_TOKEN"] = "Bearer canary-own";
  });
  afterEach(() => receiver.close());

  test("sends a delivery with the webhook's settings and the values of the environment", async () => {
    emulator.put(PROJECT, { name: "finished", url: receiver.url, headers: [PROTECTED, { key: "X-A", value: "b", protected: false }], timeout: 5 });
    const { code, out, error } = await cli("test", "finished", "--header-env", "authorization=CALLBACK_TOKEN");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/^Test [0-9a-f-]{36} of webhook "finished": completed\n$/);
    expect((await receiver.next()).headers).toMatchObject({ authorization: "Bearer canary-own", "x-a": "b" });
    expect(emulator.requests.find(({ method }) => method === "POST")?.body).toMatchObject({ timeout: 5, version: "v1", object_name: "model" });
  });

  test("exits with 1 and the service's words where the test failed", async () => {
    receiver.answer({ status: 500 });
    const { id } = emulator.put(PROJECT, { name: "finished", url: receiver.url });
    const { code, out } = await cli("test", id);
    expect(code).toBe(1);
    expect(out).toContain('of webhook "finished": failed: ');
  });

  test("wants every protected value, or to be told that it may do without", async () => {
    emulator.put(PROJECT, { name: "finished", url: receiver.url, headers: [PROTECTED] });
    const refusal = await cli("test", "finished");
    expect(refusal.code).toBe(2);
    expect(refusal.error).toContain("--header-env Authorization=<variable>");
    expect(receiver.arrivals).toEqual([]);
    expect(await cli("test", "finished", "--without-protected")).toMatchObject({ code: 0 });
    expect((await receiver.next()).headers).not.toHaveProperty("authorization");
  });

  test("sends a header that the service does not list", async () => {
    emulator.setProtectedForm("absent");
    emulator.put(PROJECT, { name: "finished", url: receiver.url, headers: [PROTECTED] });
    expect(await cli("test", "finished", "--header-env", "Authorization=CALLBACK_TOKEN")).toMatchObject({ code: 0 });
    expect((await receiver.next()).headers).toMatchObject({ authorization: "Bearer canary-own" });
  });

  test.each([
    ["an unknown webhook", ["nobody"], 3, 'There is no webhook "nobody"'],
    ["a variable that is not set", ["finished", "--header-env", "A=NOT_SET"], 2, "NOT_SET, for the header A, is not set"],
    ["a pair without a variable", ["finished", "--header-env", "A"], 2, "--header-env must be given as"],
    ["no name", [], 2, "missing required argument 'name'"],
  ])("refuses %s", async (_, words, code, message) => {
    const result = await cli("test", ...words);
    expect(result).toMatchObject({ code, out: "" });
    expect(result.error).toContain(message);
  });
});
