import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";

import { createProxy } from "proxy";

import { redact } from "../../../provider/shared/redaction";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { command } from "../../../tools/support/command";
import { closedAfterEach } from "./closing";
import { connect, errorOf } from "./connect";
import { listen, type Listening } from "../../support/listen";
import { startSecureService } from "../../support/secure-service";

const CREDENTIALS = "user:canary-p%40ss";
const BASIC = `Basic ${Buffer.from("user:canary-p@ss").toString("base64")}`;
const NAMES = [
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "all_proxy",
  "npm_config_http_proxy",
  "npm_config_https_proxy",
  "npm_config_proxy",
];
const VARIABLES = NAMES.flatMap((name) => [name, name.toUpperCase()]);

const closed = closedAfterEach();
let emulator: Emulator;
let proxy: Listening;
let passed: string[];
let inherited: NodeJS.ProcessEnv;

beforeAll(async () => {
  emulator = await startEmulator();
  const server = createProxy(createServer());
  server.authenticate = (request: IncomingMessage) => request.headers["proxy-authorization"] === BASIC;
  server.prependListener("connect", (request: IncomingMessage) =>
    passed.push(`${request.method ?? ""} ${request.url ?? ""}`),
  );
  proxy = await listen(server);
});
afterAll(async () => {
  await proxy.close();
  await emulator.close();
});
beforeEach(() => {
  passed = [];
  inherited = { ...process.env };
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
});
afterEach(() => {
  process.env = inherited;
});

const proxyUrl = (credentials = `${CREDENTIALS}@`): string => `http://${credentials}127.0.0.1:${proxy.port}`;
const target = (): string => `CONNECT ${new URL(emulator.url).host}`;

describe("A proxy", () => {
  test.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY", "npm_config_http_proxy", "npm_config_proxy"])(
    "named by %s carries the requests, with its credentials",
    async (variable) => {
      process.env[variable] = proxyUrl();
      expect(await connect(emulator).operation().list("p")).toEqual([]);
      expect(passed).toEqual([target()]);
    },
  );

  test.each(["NO_PROXY", "no_proxy"])("is passed by for hosts that %s names", async (variable) => {
    process.env["HTTP_PROXY"] = proxyUrl();
    process.env[variable] = "example.com,127.0.0.1";
    expect(await connect(emulator).operation().list("p")).toEqual([]);
    expect(passed).toEqual([]);
  });

  test("elsewhere is not given plain http, which would show it the token", async () => {
    process.env["HTTP_PROXY"] = "http://proxy.invalid:3128";
    expect(await connect(emulator).operation().list("p")).toEqual([]);
  });

  test.each([
    ["http://user:canary%zz@127.0.0.1:1", "%25"],
    ["socks5://user:canary@127.0.0.1:1", "http://"],
    ["http://user:canary@:x", "not a URL"],
  ])("that is written as %s is an error, which does not show it", async (value, words) => {
    process.env["HTTP_PROXY"] = value;
    const error = await errorOf(connect(emulator).operation().list("p"));
    expect(error.message).toMatch(/^The proxy in HTTPS_PROXY, .* cannot be used: /);
    expect(error.message).toContain(words);
    expect(error.message).not.toContain("canary");
  });

  test("that refuses the credentials is an error, which does not show them", async () => {
    process.env["HTTP_PROXY"] = proxyUrl("user:canary-wrong@");
    const error = await errorOf(connect(emulator).operation().list("p"));
    expect(error.name).toBe("ProxyError");
    expect(error.message).toContain("407");
    expect(error.message).not.toContain("canary");
    expect(passed).toHaveLength(1);
  });

  test("has its password masked in every text, as it is and as the URL has it", async () => {
    process.env["HTTP_PROXY"] = proxyUrl();
    await connect(emulator).operation().list("p");
    expect(redact(`${proxyUrl()} canary-p@ss ${BASIC}`)).not.toMatch(/canary|p%40ss|p@ss|Y2FuYX/);
  });

  test("named by HTTPS_PROXY carries TLS to the service, which stays the only one that reads it", async () => {
    const service = await closed(startSecureService());
    const script = join(__dirname, "one-request.ts");
    const env = { ...process.env, HTTPS_PROXY: proxyUrl(), NODE_EXTRA_CA_CERTS: service.authorityFile };
    const { text } = await command(
      process.execPath,
      ["--import", "tsx", script, `https://127.0.0.1:${service.port}/v2.1`, "token"],
      { env },
    );
    expect(text).toContain('{"webhooks":0}');
    expect(new Set(passed)).toEqual(new Set([`CONNECT 127.0.0.1:${service.port}`]));
  });
});
