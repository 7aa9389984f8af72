import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import type { AddressInfo } from "node:net";

import { ROOT } from "../../tools/support/command";
import { testOnPosix } from "../../tools/support/platform";
import { startReceiver } from "../../tools/support/receiver";
import { webhook } from "./call";

const LISTENING = /^UbiOps emulator listening on (http:\/\/127\.0\.0\.1:\d+)\/v2\.1\n$/;

const NPM = ["npm", "run", "--silent", "emulator", "--"] as const;
const BUILT = [process.execPath, "emulator/bin.js"] as const;

const TOKEN = "emulator-token";
const WEBHOOKS = "/projects/p/webhooks";

const running = new Map<ChildProcess, Promise<unknown>>();
afterEach(async () => {
  for (const [child, exit] of running) {
    // npm passes this signal on.
    child.kill("SIGTERM");
    await exit;
  }
  running.clear();
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-cli-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command from the sources by npm, as in a clone, or as it is published, which is quicker. */
function run([command, ...prefix]: typeof NPM | typeof BUILT, args: readonly string[]) {
  const child = spawn(command, [...prefix, ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const exit = once(child, "close").then(([code]: unknown[]) => code);
  running.set(child, exit);
  return { child, output, exit };
}

/** Runs the command until it listens. */
async function start(words: typeof NPM | typeof BUILT, args: readonly string[]) {
  const { child, output, exit } = run(words, args);
  while (!LISTENING.test(output.stdout)) {
    await Promise.race([once(child.stdout, "data"), exit]);
    if (child.exitCode !== null) throw new Error(output.stderr);
  }
  const origin = LISTENING.exec(output.stdout)?.[1] ?? "";
  const send = async (method: string, path: string, body?: unknown, token = TOKEN) => {
    const answer = await fetch(origin + path, {
      method,
      headers: {
        authorization: `Token ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exit;
  };
  return {
    origin,
    output,
    end,
    api: (method: string, path: string, body?: unknown, token?: string) => send(method, `/v2.1${path}`, body, token),
    control: (method: string, path: string, body?: unknown) => send(method, `/_control${path}`, body),
  };
}

type Started = Awaited<ReturnType<typeof start>>;

testOnPosix.each(["SIGINT", "SIGTERM"] as const)(
  "runs by npm, prints one line when it listens, and ends on %s with 0",
  async (signal) => {
    const { api, end, output } = await start(NPM, []);
    expect((await api("GET", WEBHOOKS)).status).toBe(200);
    expect(await end(signal)).toBe(0);
    expect(output.stdout).toMatch(LISTENING);
    await expect(api("GET", WEBHOOKS)).rejects.toThrow("fetch failed");
  },
);

interface Effect {
  readonly args: readonly string[];
  readonly shows: string;
  readonly check: (started: Started) => Promise<void>;
}

const effect = (args: readonly string[], shows: string, check: Effect["check"]): Effect => ({ args, shows, check });

const version = (args: readonly string[], expected: string | null): Effect =>
  effect(args, `answers the version ${expected} if none was sent`, async ({ api }) => {
    expect(await api("POST", WEBHOOKS, webhook())).toMatchObject({ status: 201, body: { version: expected } });
  });

const taken = (status: string): Effect =>
  effect(["--taken-name-status", status], `answers ${status} if a name is taken`, async ({ api }) => {
    await api("POST", WEBHOOKS, webhook());
    expect((await api("POST", WEBHOOKS, webhook())).status).toBe(Number(status));
  });

const EFFECTS: readonly Effect[] = [
  effect(["--token", "canary"], "accepts this token only, and does not log it", async ({ api, output, end }) => {
    expect((await api("GET", WEBHOOKS, undefined, "canary")).status).toBe(200);
    expect((await api("GET", WEBHOOKS)).status).toBe(401);
    await end("SIGTERM");
    expect(output.stderr).not.toContain("canary");
  }),
  effect(["--project", "p", "--project", "q"], "knows these projects only", async ({ api }) => {
    const statuses = ["p", "q", "r"].map(async (name) => (await api("GET", `/projects/${name}/webhooks`)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 404]);
  }),
  effect(["--protected", "mask"], "shows protected headers so", async ({ api }) => {
    const headers = [{ key: "A", value: "secret", protected: true }];
    expect((await api("POST", WEBHOOKS, webhook({ headers }))).body).toMatchObject({
      headers: [{ key: "A", value: "********", protected: true }],
    });
  }),
  effect(["--delay", "3600000"], "does not answer before that", async ({ api, control, end }) => {
    const answer = expect(api("GET", WEBHOOKS)).rejects.toThrow("fetch failed");
    const logged = async () => (await control("GET", "/requests")).body as readonly { status: number | null }[];
    while ((await logged()).length === 0);
    expect(await logged()).toMatchObject([{ status: null }]);
    await end("SIGTERM");
    await answer;
  }),
  version([], null),
  version(["--default-version", "none"], null),
  version(["--default-version", "v7"], "v7"),
  taken("400"),
  taken("409"),
  effect(["--retry-delay", "1500"], "waits that long before a second attempt", async ({ api }) => {
    const receiver = await startReceiver();
    try {
      receiver.answer({ status: 500 }, { status: 200 });
      await api("POST", "/projects/p/webhooks-tests", webhook({ url: receiver.url, retry: true }));
      await receiver.next();
      const first = performance.now();
      await receiver.next();
      // A lower bound, which no machine is too slow for; the default is below it.
      expect(performance.now() - first).toBeGreaterThan(1200);
    } finally {
      await receiver.close();
    }
  }),
  effect(
    ["--trouble", '{"kind":"status","status":503,"times":1}', "--trouble", '{"kind":"status","status":418,"times":1}'],
    "begins with these troubles",
    async ({ api }) => {
      const statuses = [await api("GET", WEBHOOKS), await api("GET", WEBHOOKS), await api("GET", WEBHOOKS)];
      expect(statuses.map(({ status }) => status)).toEqual([503, 418, 200]);
    },
  ),
  effect(["--log", "text"], "logs requests as lines", async ({ api, output, end }) => {
    await api("GET", `${WEBHOOKS}?labels=a:b`);
    await end("SIGTERM");
    expect(output.stderr).toMatch(/^[\d:.]+ GET \/v2\.1\/projects\/p\/webhooks\?labels=a%3Ab 200$/m);
  }),
  effect(["--log", "json"], "logs requests as JSON, one a line", async ({ api, output, end }) => {
    await api("GET", `${WEBHOOKS}?labels=a:b`);
    await end("SIGTERM");
    expect(JSON.parse(output.stderr)).toMatchObject({
      method: "GET",
      path: "/v2.1/projects/p/webhooks",
      query: { labels: "a:b" },
      status: 200,
    });
  }),
  effect(["--log", "none"], "logs nothing", async ({ api, output, end }) => {
    await api("GET", WEBHOOKS);
    await end("SIGTERM");
    expect(output.stderr).toBe("");
  }),
];

it.each(EFFECTS)("with $args $shows", async ({ args, check }) => {
  await check(await start(BUILT, args));
});

it("with --port listens on that port", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const { origin, api } = await start(BUILT, ["--port", String(port)]);
  expect(origin).toBe(`http://127.0.0.1:${port}`);
  expect((await api("GET", WEBHOOKS)).status).toBe(200);
});

it("with --state keeps the webhooks between runs", async () => {
  const file = join(folder, "kept.json");
  const first = await start(BUILT, ["--state", file]);
  await first.api("POST", WEBHOOKS, webhook({ name: "kept" }));
  while (!readFileSync(file, "utf8").includes('"kept"')) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.end("SIGTERM");
  const second = await start(BUILT, ["--state", file]);
  expect((await second.api("GET", WEBHOOKS)).body).toMatchObject([{ name: "kept" }]);
});

testOnPosix("says at the end if the state could not be written, and ends with 1", async () => {
  const lost = mkdtempSync(join(folder, "lost-"));
  const { control, output, end } = await start(BUILT, ["--state", join(lost, "state.json"), "--log", "none"]);
  rmSync(lost, { recursive: true });
  await control("POST", WEBHOOKS, {});
  expect(await end("SIGTERM")).toBe(1);
  expect(output.stderr).toMatch(/^The state file .+ cannot be written: ENOENT$/m);
});

it.each([
  [["--protected", "hidden"], "Allowed choices are null, mask, omit, clear, absent."],
  [["--port", "http"], "It must be a whole number from 0 to 65535."],
  [["--port", "65536"], "It must be a whole number from 0 to 65535."],
  [["--delay", "-1"], "It must be a whole number from 0 to 2147483647."],
  [["--retry-delay", "1.5"], "It must be a whole number from 0 to 2147483647."],
  [["--token", ""], "It must not be empty."],
  [["--project", ""], "It must not be empty."],
  [["--state", ""], "It must not be empty."],
  [["--default-version", ""], "It must not be empty."],
  [["--trouble", "drop"], "It must be JSON."],
  [["--trouble", '{"kind":"x"}'], "This field is not valid."],
  [["--state", "/dev/null/x"], "The state file /dev/null/x cannot be"],
])("says what is wrong with %j and ends with 1", async (args, sentence) => {
  const { output, exit } = run(BUILT, args);
  expect(await exit).toBe(1);
  expect(output.stderr).toContain(sentence);
  expect(output.stdout).toBe("");
});

it("has the options that its README lists, with the same words and defaults", async () => {
  const { output, exit } = run(BUILT, ["--help"]);
  expect(await exit).toBe(0);
  const [, options = ""] = output.stdout.split("Options:\n");
  const offered = options.replaceAll(/\n {10,}/g, " ").match(/--.+/g) ?? [];
  const rows = offered.filter((line) => !line.startsWith("--help")).map(toRow);
  const readme = readFileSync(join(ROOT, "emulator/README.md"), "utf8");
  expect(readme.match(/^\| `--.+$/gm)).toEqual(rows);
});

/** A line of the help as a row of the README's table. */
function toRow(line: string): string {
  const [, option = "", meaning = "", choices, ours] =
    /^(\S+ \S+) +(.*?)(?: \((?:choices: (.*?))?(?:, )?(?:default: (.*))?\))?$/.exec(line) ?? [];
  const plain = (text: string) => text.replaceAll('"', "");
  const words = choices === undefined ? meaning : `${meaning}: ${plain(choices)}`;
  return `| \`${option}\` | ${words} | ${plain(ours ?? "none")} |`;
}
