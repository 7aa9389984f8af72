import { EXPLICIT, resolveConfiguration } from "../../../provider/shared/configuration";

const CANARY = "canary-7f3a";

type Settings = Readonly<Record<string, string>>;

const resolve = (settings: Settings, environment: NodeJS.ProcessEnv = {}) =>
  resolveConfiguration((key) => settings[key], environment);

const good = { "ubiops:apiToken": CANARY };
const environment = { UBIOPS_API_TOKEN: "env", UBIOPS_PROJECT: "env", UBIOPS_API_HOST: "http://localhost:1/v2.1" };

describe("The configuration", () => {
  test("is complete with a token alone", () => {
    expect(resolve(good)).toEqual({
      configuration: { apiToken: CANARY, apiHost: "https://api.ubiops.com/v2.1", timeoutSeconds: 120 },
    });
  });

  test("is taken from the settings first, then from the environment", () => {
    expect(resolve({}, environment).configuration).toEqual({
      apiToken: "env",
      project: "env",
      apiHost: "http://localhost:1/v2.1",
      timeoutSeconds: 120,
    });
    const settings = {
      ...good,
      "ubiops:project": " own ",
      "ubiops:apiHost": "https://own.example/v2.1",
      "ubiops:timeoutSeconds": "7.5",
    };
    expect(resolve(settings, environment).configuration).toEqual({
      apiToken: CANARY,
      project: "own",
      apiHost: "https://own.example/v2.1",
      timeoutSeconds: 7.5,
    });
  });

  test("of an explicit provider never takes the token or project of another organization, but takes the host", () => {
    expect(resolve({ ...good, [EXPLICIT]: "true" }, environment).configuration).toEqual({
      apiToken: CANARY,
      apiHost: "http://localhost:1/v2.1",
      timeoutSeconds: 120,
    });
    expect(resolve({ [EXPLICIT]: "true" }, environment).configuration).toBeUndefined();
  });

  test("treats an empty environment variable as unset", () => {
    const empty = { UBIOPS_API_TOKEN: "", UBIOPS_API_HOST: "", UBIOPS_PROJECT: "" };
    expect(resolve({}, empty).problems).toEqual([expect.stringContaining("is missing")]);
    expect(resolve(good, empty)).toEqual(resolve(good));
  });

  test.each([
    ["as the web app shows it", `Token ${CANARY}`],
    ["in another letter case", `token   ${CANARY}`],
    ["with whitespace around it", `  ${CANARY}\t\n`],
  ])("takes a token %s", (_what, token) => {
    expect(resolve({ "ubiops:apiToken": token }).configuration?.apiToken).toBe(CANARY);
  });

  test.each([
    ["with slashes and whitespace at its end", " https://api.ubiops.com/v2.1// ", "https://api.ubiops.com/v2.1"],
    ["in capitals", "HTTPS://API.UBIOPS.COM/v2.1", "https://api.ubiops.com/v2.1"],
    ["without a path", "https://gate.example.com/", "https://gate.example.com"],
    ["of another company with another path", "https://notubiops.com/api", "https://notubiops.com/api"],
    ["that only begins like UbiOps' own", "https://api.ubiops.com.example/api", "https://api.ubiops.com.example/api"],
    ["on this machine over plain http", "http://127.0.0.1:4000/v2.1", "http://127.0.0.1:4000/v2.1"],
  ])("takes a host %s", (_what, host, expected) => {
    expect(resolve({ ...good, "ubiops:apiHost": host }).configuration?.apiHost).toBe(expected);
  });

  test.each([
    [" 60 ", 60],
    ["0.25", 0.25],
    ["3600", 3600],
  ])("takes a time budget of %j seconds", (raw, seconds) => {
    expect(resolve({ ...good, "ubiops:timeoutSeconds": raw }).configuration?.timeoutSeconds).toBe(seconds);
  });

  test.each(["", "   "])("has no project if the setting is %j", (project) => {
    expect(resolve({ ...good, "ubiops:project": project }).configuration).not.toHaveProperty("project");
  });
});

const STORED =
  'A plain "pulumi refresh" or "pulumi destroy" uses the configuration of the last update: set the environment variable, or add --run-program.';
const TOKEN = `run "pulumi config set --secret ubiops:apiToken" or set UBIOPS_API_TOKEN. ${STORED}`;
const HOST = `run "pulumi config set ubiops:apiHost <value>" or set UBIOPS_API_HOST. ${STORED}`;
const TIMEOUT =
  'ubiops:timeoutSeconds must be a number of seconds above 0 and at most 3600: run "pulumi config set ubiops:timeoutSeconds <value>".';
const SUCH_AS = "such as https://api.ubiops.com/v2.1";

const INVALID_TOKEN = `The UbiOps API token contains whitespace or an invalid character: ${TOKEN}`;
const INCOMPLETE_HOST = `The UbiOps API host must be a complete URL with its scheme, ${SUCH_AS}: ${HOST}`;
const WRONG_PATH = `The UbiOps API host must end in /v2.1, ${SUCH_AS}: ${HOST}`;
const CREDENTIALS = `The UbiOps API host must not contain a user name or password: ${HOST}`;
const QUERY = `The UbiOps API host must not contain a query or a fragment, ${SUCH_AS}: ${HOST}`;
const SCHEME = `The UbiOps API host must begin with https://, ${SUCH_AS}: ${HOST}`;
const PLAIN_HTTP = `The UbiOps API host must begin with https://, since plain http would show the token to the network, ${SUCH_AS}: ${HOST}`;

const host = (value: string): Settings => ({ ...good, "ubiops:apiHost": value });

describe("A wrong setting is one sentence that says what to do and never shows the value:", () => {
  test.each<[what: string, settings: Settings, problem: string]>([
    ["no token", {}, `The UbiOps API token is missing: ${TOKEN}`],
    ["an empty token", { "ubiops:apiToken": " \n" }, `The UbiOps API token is empty: ${TOKEN}`],
    ["a token that is only its first word", { "ubiops:apiToken": "Token " }, `The UbiOps API token is empty: ${TOKEN}`],
    ["a token with a line break", { "ubiops:apiToken": `${CANARY}\n${CANARY}` }, INVALID_TOKEN],
    ["a token with another first word", { "ubiops:apiToken": `Bearer ${CANARY}` }, INVALID_TOKEN],
    ["a token with a letter beyond ASCII", { "ubiops:apiToken": `${CANARY}é` }, INVALID_TOKEN],
    ["an empty host", host(""), INCOMPLETE_HOST],
    ["a host without a scheme", host(`${CANARY}/v2.1`), INCOMPLETE_HOST],
    ["a host with a scheme alone", host("https://"), INCOMPLETE_HOST],
    ["a host with its scheme in the middle", host(`${CANARY}:443/https://v2.1`), INCOMPLETE_HOST],
    ["UbiOps' host without its path", host("https://api.ubiops.com"), WRONG_PATH],
    ["UbiOps' host with a longer path", host(`https://ubiops.com/v2.1/${CANARY}`), WRONG_PATH],
    ["UbiOps' host with a similar path", host("https://api.ubiops.com/v2"), WRONG_PATH],
    ["a host with a query", host(`https://api.ubiops.com/v2.1?a=${CANARY}`), QUERY],
    ["a host with a fragment", host(`http://127.0.0.1/v2.1#${CANARY}`), QUERY],
    ["a host with a user name", host(`https://${CANARY}@api.ubiops.com/v2.1`), CREDENTIALS],
    ["a host with a password", host(`https://:${CANARY}@api.ubiops.com/v2.1`), CREDENTIALS],
    ["a host with another scheme", host(`ftp://${CANARY}/v2.1`), SCHEME],
    ["plain http to another machine", host(`http://${CANARY}/v2.1`), PLAIN_HTTP],
    ...["0", "-1", "", "3601", "1e3", "Infinity", "10s"].map((seconds): [string, Settings, string] => [
      `a time budget of ${JSON.stringify(seconds)}`,
      { ...good, "ubiops:timeoutSeconds": seconds },
      TIMEOUT,
    ]),
    [
      "an explicit provider without a token",
      { [EXPLICIT]: "true" },
      "The UbiOps API token is missing: set apiToken of its Provider.",
    ],
    [
      "an explicit provider with a wrong host",
      { ...host(CANARY), [EXPLICIT]: "true" },
      `The UbiOps API host must be a complete URL with its scheme, ${SUCH_AS}: set apiHost of its Provider, or set UBIOPS_API_HOST.`,
    ],
    [
      "an explicit provider with a wrong time budget",
      { ...good, [EXPLICIT]: "true", "ubiops:timeoutSeconds": CANARY },
      "ubiops:timeoutSeconds must be a number of seconds above 0 and at most 3600: set timeoutSeconds of its Provider.",
    ],
  ])("%s", (_what, settings, problem) => {
    expect(resolve(settings)).toEqual({ problems: [problem] });
    expect(problem).not.toContain(CANARY);
  });

  test("several at once", () => {
    expect(resolve({ "ubiops:apiHost": "x", "ubiops:timeoutSeconds": "x" }).problems).toEqual([
      `The UbiOps API token is missing: ${TOKEN}`,
      INCOMPLETE_HOST,
      TIMEOUT,
    ]);
  });

  test("with the remedies of the command line, if it passes its own", () => {
    const remedies = { apiToken: "use --token.", apiHost: "use --host.", timeoutSeconds: "use --timeout." };
    expect(resolveConfiguration(() => undefined, {}, remedies).problems).toEqual([
      "The UbiOps API token is missing: use --token.",
    ]);
  });
});
