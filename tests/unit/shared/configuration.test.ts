import { EXPLICIT, resolveConfiguration } from "../../../provider/shared/configuration";

const CANARY = "canary-7f3a";

const resolve = (settings: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv = {}) =>
  resolveConfiguration((key) => settings[key], environment);

const good = { "ubiops:apiToken": CANARY };

describe("The configuration", () => {
  test("is complete with a token alone", () => {
    expect(resolve(good)).toEqual({
      configuration: { apiToken: CANARY, apiHost: "https://api.ubiops.com/v2.1", timeoutSeconds: 120 },
    });
  });

  test("is taken from the settings first, then from the environment", () => {
    const environment = { UBIOPS_API_TOKEN: "env", UBIOPS_PROJECT: "env", UBIOPS_API_HOST: "http://localhost:1/v2.1" };
    expect(resolve({}, environment).configuration).toEqual({
      apiToken: "env",
      project: "env",
      apiHost: "http://localhost:1/v2.1",
      timeoutSeconds: 120,
    });
    const settings = {
      ...good,
      "ubiops:project": "own",
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

  test("of an explicit provider does not take the token and project of another organization, but its host", () => {
    const environment = { UBIOPS_API_TOKEN: "env", UBIOPS_PROJECT: "env", UBIOPS_API_HOST: "http://localhost:1/v2.1" };
    expect(resolve({ ...good, [EXPLICIT]: "true" }, environment).configuration).toEqual({
      apiToken: CANARY,
      apiHost: "http://localhost:1/v2.1",
      timeoutSeconds: 120,
    });
    expect(resolve({ [EXPLICIT]: "true" }, environment).problems).toEqual([
      "The UbiOps API token is missing: set apiToken of its Provider.",
    ]);
  });

  test.each([
    ["as the web app shows it", `Token ${CANARY}`],
    ["in another letter case", `token   ${CANARY}`],
    ["with blanks around it", `  ${CANARY}\t`],
    ["with a line break at its end", `Token ${CANARY}\n`],
  ])("takes a token %s", (_what, token) => {
    expect(resolve({ "ubiops:apiToken": token }).configuration?.apiToken).toBe(CANARY);
  });

  test.each([
    ["with a slash at its end", "https://api.ubiops.com/v2.1/", "https://api.ubiops.com/v2.1"],
    ["with slashes and blanks", " https://api.ubiops.com/v2.1// ", "https://api.ubiops.com/v2.1"],
    ["in capitals", "HTTPS://API.UBIOPS.COM/v2.1", "https://api.ubiops.com/v2.1"],
    ["at a root of its own", "http://127.0.0.1:4000/", "http://127.0.0.1:4000"],
    ["behind another path", "https://gate.example.com/api", "https://gate.example.com/api"],
    [
      "that only begins as the service's own",
      "https://api.ubiops.com.example/api",
      "https://api.ubiops.com.example/api",
    ],
    ["that only ends as the service's own", "https://notubiops.com/api", "https://notubiops.com/api"],
    ["behind a path of its own", "https://gate.example.com/ubiops/v2.1", "https://gate.example.com/ubiops/v2.1"],
    ["on this machine, in clear", "http://127.0.0.1:4000/v2.1", "http://127.0.0.1:4000/v2.1"],
    ["on this machine, by another address", "http://[::1]:4000/v2.1", "http://[::1]:4000/v2.1"],
  ])("takes a host %s", (_what, host, expected) => {
    expect(resolve({ ...good, "ubiops:apiHost": host }).configuration?.apiHost).toBe(expected);
  });

  test.each([
    ["1", 1],
    [" 60 ", 60],
    ["0.5", 0.5],
    ["0.25", 0.25],
    ["3600", 3600],
  ])("takes a time budget of %j seconds", (raw, seconds) => {
    expect(resolve({ ...good, "ubiops:timeoutSeconds": raw }).configuration?.timeoutSeconds).toBe(seconds);
  });

  test.each(["", "   "])("has no project where it is %j", (project) => {
    expect(resolve({ ...good, "ubiops:project": project }).configuration).not.toHaveProperty("project");
  });
});

const TOKEN_HINT = 'run "pulumi config set --secret ubiops:apiToken" or set UBIOPS_API_TOKEN.';
const HOST_HINT = 'run "pulumi config set ubiops:apiHost <value>" or set UBIOPS_API_HOST.';
const TIMEOUT_HINT = 'run "pulumi config set ubiops:timeoutSeconds <value>".';
const A_HOST = "such as https://api.ubiops.com/v2.1";

describe("A bad configuration is one sentence with the command that mends it, and without a value", () => {
  test.each<[what: string, settings: Readonly<Record<string, string>>, problem: string]>([
    ["no token", {}, `The UbiOps API token is missing: ${TOKEN_HINT}`],
    ["an empty token", { "ubiops:apiToken": "" }, `The UbiOps API token is empty: ${TOKEN_HINT}`],
    ["a token of blanks", { "ubiops:apiToken": " \n" }, `The UbiOps API token is empty: ${TOKEN_HINT}`],
    [
      "a token of its first word alone",
      { "ubiops:apiToken": "Token " },
      `The UbiOps API token is empty: ${TOKEN_HINT}`,
    ],
    [
      "a token with a line break",
      { "ubiops:apiToken": `${CANARY}\n${CANARY}` },
      `The UbiOps API token holds a blank, a line break or a character that no token has: ${TOKEN_HINT}`,
    ],
    [
      "a token with another first word",
      { "ubiops:apiToken": `Bearer ${CANARY}` },
      `The UbiOps API token holds a blank, a line break or a character that no token has: ${TOKEN_HINT}`,
    ],
    [
      "a token with its first word in the middle",
      { "ubiops:apiToken": `${CANARY}Token ${CANARY}` },
      `The UbiOps API token holds a blank, a line break or a character that no token has: ${TOKEN_HINT}`,
    ],
    [
      "a token with a letter of no token",
      { "ubiops:apiToken": `${CANARY}é` },
      `The UbiOps API token holds a blank, a line break or a character that no token has: ${TOKEN_HINT}`,
    ],
    ...[
      "",
      "api.ubiops.com/v2.1",
      "api.ubiops.com",
      "https://",
      "//canary-7f3a/v2.1",
      "canary-7f3a:443/https://v2.1",
      "https//canary-7f3a/v2.1",
    ].map((host): [string, Readonly<Record<string, string>>, string] => [
      `a host such as ${JSON.stringify(host)}`,
      { ...good, "ubiops:apiHost": host },
      `The UbiOps API host must be a whole URL with its scheme, ${A_HOST}: ${HOST_HINT}`,
    ]),
    ...[
      "https://ubiops.com",
      "https://api.ubiops.com",
      "https://api.ubiops.com/v2",
      "https://api.ubiops.com/v2.1/projects",
      "https://api.ubiops.com/xv2",
    ].map((host): [string, Readonly<Record<string, string>>, string] => [
      `a host with the path of ${host}`,
      { ...good, "ubiops:apiHost": host },
      `The UbiOps API host must end in /v2.1, ${A_HOST}: ${HOST_HINT}`,
    ]),
    ...["https://api.ubiops.com/v2.1?a=canary-7f3a", "http://127.0.0.1/v2.1#a"].map(
      (host): [string, Readonly<Record<string, string>>, string] => [
        `a host such as ${host}`,
        { ...good, "ubiops:apiHost": host },
        `The UbiOps API host must not hold a query or a fragment, ${A_HOST}: ${HOST_HINT}`,
      ],
    ),
    ...[`user:${CANARY}`, "canary-7f3a", `:${CANARY}`].map(
      (credentials): [string, Readonly<Record<string, string>>, string] => [
        `a host with the credentials ${credentials}`,
        { ...good, "ubiops:apiHost": `https://${credentials}@api.ubiops.com/v2.1` },
        `The UbiOps API host must not hold a user name or password: ${HOST_HINT}`,
      ],
    ),
    [
      "a host with another scheme",
      { ...good, "ubiops:apiHost": `ftp://${CANARY}/v2.1` },
      `The UbiOps API host must begin with https://, ${A_HOST}: ${HOST_HINT}`,
    ],
    [
      "a host in clear on another machine",
      { ...good, "ubiops:apiHost": `http://${CANARY}/v2.1` },
      `The UbiOps API host must begin with https://, since plain http would show the token to the network, ${A_HOST}: ${HOST_HINT}`,
    ],
    ...["0", "-1", "abc", "", "3601", "1e3", "Infinity", "NaN", "10s"].map(
      (seconds): [string, Readonly<Record<string, string>>, string] => [
        `a time budget of ${JSON.stringify(seconds)}`,
        { ...good, "ubiops:timeoutSeconds": seconds },
        `ubiops:timeoutSeconds must be a number of seconds above 0 and at most 3600: ${TIMEOUT_HINT}`,
      ],
    ),
    [
      "an explicit provider without a token",
      { [EXPLICIT]: "true" },
      "The UbiOps API token is missing: set apiToken of its Provider.",
    ],
    [
      "an explicit provider with a bad host",
      { ...good, [EXPLICIT]: "true", "ubiops:apiHost": CANARY },
      `The UbiOps API host must be a whole URL with its scheme, ${A_HOST}: set apiHost of its Provider or set UBIOPS_API_HOST.`,
    ],
    [
      "an explicit provider with a bad time budget",
      { ...good, [EXPLICIT]: "true", "ubiops:timeoutSeconds": CANARY },
      "ubiops:timeoutSeconds must be a number of seconds above 0 and at most 3600: set timeoutSeconds of its Provider.",
    ],
  ])("%s", (_what, settings, problem) => {
    expect(resolve(settings)).toEqual({ problems: [problem] });
    expect(problem).not.toContain(CANARY);
  });

  test("and several are told together", () => {
    expect(resolve({ "ubiops:apiHost": "x", "ubiops:timeoutSeconds": "x" }).problems).toEqual([
      `The UbiOps API token is missing: ${TOKEN_HINT}`,
      `The UbiOps API host must be a whole URL with its scheme, ${A_HOST}: ${HOST_HINT}`,
      `ubiops:timeoutSeconds must be a number of seconds above 0 and at most 3600: ${TIMEOUT_HINT}`,
    ]);
  });

  test("and an empty variable of the environment is as good as none", () => {
    const empty = { UBIOPS_API_TOKEN: "", UBIOPS_API_HOST: "", UBIOPS_PROJECT: "" };
    expect(resolve({}, empty)).toEqual({ problems: [`The UbiOps API token is missing: ${TOKEN_HINT}`] });
    expect(resolve(good, empty).configuration?.apiHost).toBe("https://api.ubiops.com/v2.1");
  });
});
