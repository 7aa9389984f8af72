import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { UNKNOWN } from "../../provider/shared/engine-values";
import { check } from "../../provider/resources/webhook/check";
import { configure } from "../../provider/resources/configure";
import provider from "../../provider/engine/dynamic/webhook-provider";

const CANARY = "canary-2b7c-canary";
const HALF = "\ud83e";
const OWN = "own";

let requests = 0;
const server = createServer((_request, response) => {
  requests += 1;
  response.end("[]");
});
const settings: Record<string, string> = {
  "ubiops:apiToken": `${CANARY}-token`,
  "ubiops:project": "shop",
  "ubiops:timeoutSeconds": "1",
};
const session = () =>
  configure(
    (key) => settings[key],
    {},
    () => undefined,
  );

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  settings["ubiops:apiHost"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.1`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(() => {
  expect(requests).toBe(0);
});

const good = {
  __seed: "0123456789abcdef-finished",
  __secrets: ["url"],
  url: `https://hooks.example.com/${CANARY}`,
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  headers: { Authorization: { value: CANARY, protected: true } },
};

const ownProperty = (name: string, value: unknown): object => Object.fromEntries([[name, value]]);
const headers = (value: unknown) => ({ headers: value });
const labels = (value: unknown) => ({ labels: value });

const DEPLOYMENT_EVENTS = ["started", "completed", "failed", "finished"]
  .map((moment) => `"deployment_request_${moment}"`)
  .join(", ");
const EVENTS = `${DEPLOYMENT_EVENTS}, ${DEPLOYMENT_EVENTS.replaceAll("deployment", "pipeline")}`;
const A_URL = 'such as "https://hooks.example.com/ubiops"';
const NAME = "key must be an HTTP header name: letters, digits and !#$%&'*+-.^_`|~ only";
const CREDENTIALS =
  "must not hold a user name or password, which everyone who reads the webhook would see: send them in a protected header";
const TWICE = "is declared more than once: header names are the same in any letter case";
const SHAPE = "must be { key, value, protected? }, not";
const RESERVED = 'names that begin with "__" are the engine\'s own';
const HALF_PAIR = "must be well-formed Unicode, and holds half of a surrogate pair";
const CONTROLS = "must not hold control characters";

const BAD_INPUTS: readonly [what: string, change: object, sentence: string][] = [
  [
    "url missing",
    { url: undefined },
    "url: is required: Where UbiOps sends its calls: an http(s) URL without credentials.",
  ],
  ["url null", { url: null }, "url: is required: Where UbiOps sends its calls: an http(s) URL without credentials."],
  ["url empty", { url: "" }, `url: must be a URL ${A_URL}, and is empty.`],
  ["url a number", { url: 42 }, `url: must be a URL ${A_URL}, not a number.`],
  ["url a list", { url: [CANARY] }, `url: must be a URL ${A_URL}, not a list.`],
  ["url an object", { url: { href: CANARY } }, `url: must be a URL ${A_URL}, not an object.`],
  [
    "url without a scheme",
    { url: `hooks.example.com/${CANARY}` },
    `url: must be a whole URL with its scheme, ${A_URL}.`,
  ],
  ["url that is no address", { url: `https://${CANARY}:port` }, `url: must be a whole URL with its scheme, ${A_URL}.`],
  ["url after a blank", { url: ` https://${CANARY}` }, `url: must be a whole URL with its scheme, ${A_URL}.`],
  ["url with another scheme", { url: `ftp://${CANARY}` }, "url: must begin with https:// or http://."],
  ["url that is a program", { url: `javascript://${CANARY}` }, "url: must begin with https:// or http://."],
  ["url with a password", { url: `https://user:${CANARY}@hooks.example.com` }, `url: ${CREDENTIALS}.`],
  ["url with a user", { url: `https://${CANARY}@hooks.example.com` }, `url: ${CREDENTIALS}.`],
  ["url with a blank", { url: `https://hooks.example.com/a ${CANARY}` }, "url: must not hold blanks."],
  ["url with a line break", { url: `https://hooks.example.com/\n${CANARY}` }, `url: ${CONTROLS}.`],
  ["url with half a character", { url: `https://hooks.example.com/${HALF}${CANARY}` }, `url: ${HALF_PAIR}.`],

  ["objectType missing", { objectType: undefined }, "objectType: is required: What the webhook belongs to."],
  ["objectType null", { objectType: null }, "objectType: is required: What the webhook belongs to."],
  ["objectType empty", { objectType: "" }, 'objectType: must be one of "deployment", "pipeline".'],
  ["objectType another", { objectType: CANARY }, 'objectType: must be one of "deployment", "pipeline".'],
  [
    "objectType misspelled",
    { objectType: "Deployments" },
    'objectType: must be one of "deployment", "pipeline" (did you mean "deployment"?).',
  ],
  [
    "objectType a list",
    { objectType: ["deployment"] },
    'objectType: must be one of "deployment", "pipeline", not a list.',
  ],

  [
    "objectName missing",
    { objectName: undefined },
    "objectName: is required: The name of that deployment or pipeline.",
  ],
  ["objectName null", { objectName: null }, "objectName: is required: The name of that deployment or pipeline."],
  ["objectName empty", { objectName: "" }, "objectName: must be a string that is not empty, and is empty."],
  ["objectName a number", { objectName: 1 }, "objectName: must be a string that is not empty, not a number."],
  ["objectName with a control character", { objectName: `a\u0000${CANARY}` }, `objectName: ${CONTROLS}.`],
  ["objectName with half a character", { objectName: `${CANARY}${HALF}` }, `objectName: ${HALF_PAIR}.`],

  ["event missing", { event: undefined }, "event: is required: What makes UbiOps call: an event of the object's type."],
  ["event null", { event: null }, "event: is required: What makes UbiOps call: an event of the object's type."],
  ["event empty", { event: "" }, `event: must be one of ${EVENTS}.`],
  ["event another", { event: CANARY }, `event: must be one of ${EVENTS}.`],
  [
    "event misspelled",
    { event: "deployment_request_finish" },
    `event: must be one of ${EVENTS} (did you mean "deployment_request_finished"?).`,
  ],
  [
    "event of the other type",
    { event: "pipeline_request_finished" },
    `event: must be an event of a deployment, one of ${DEPLOYMENT_EVENTS}.`,
  ],
  ["event an object", { event: { name: CANARY } }, `event: must be one of ${EVENTS}, not an object.`],

  ["project empty", { project: "" }, "project: must be a string that is not empty, and is empty."],
  ["project true", { project: true }, "project: must be a string that is not empty, not a boolean."],
  ["project with a slash", { project: `shop/${CANARY}` }, "project: must not hold a slash."],
  ["project that leaves its path", { project: ".." }, 'project: must not be "." or "..", which no address can hold.'],
  ["project with a line break", { project: `shop\n${CANARY}` }, `project: ${CONTROLS}.`],

  [
    "name without anything to make it of",
    { __seed: undefined },
    "name: is required: The webhook's name, unique in its project. Default: the logical name with a suffix.",
  ],
  ["name empty", { name: "" }, "name: must be a string of 1 to 64 characters, and is empty."],
  ["name far too long", { name: CANARY.repeat(5000) }, "name: must be a string of 1 to 64 characters, and has 90000."],
  ["name one too long", { name: "🦔".repeat(65) }, "name: must be a string of 1 to 64 characters, and has 65."],
  ["name a number", { name: 1 }, "name: must be a string of 1 to 64 characters, not a number."],
  ["name that leaves its path", { name: "." }, 'name: must not be "." or "..", which no address can hold.'],
  ["name with a tab", { name: `a\t${CANARY}` }, `name: ${CONTROLS}.`],

  ["version empty", { version: "" }, "version: must be a string that is not empty, and is empty."],
  ["version a number", { version: 1 }, "version: must be a string that is not empty, not a number."],
  ["version with half a character", { version: HALF }, `version: ${HALF_PAIR}.`],

  [
    "description far too long",
    { description: CANARY.repeat(5000) },
    "description: must be a string of 0 to 400 characters, and has 90000.",
  ],
  [
    "description a list",
    { description: [CANARY] },
    "description: must be a string of 0 to 400 characters, not a list.",
  ],
  ["description with a bell", { description: `${CANARY}\u0007` }, `description: ${CONTROLS}.`],

  ["timeout 0", { timeout: 0 }, "timeout: must be a whole number of seconds from 1 to 30."],
  ["timeout 31", { timeout: 31 }, "timeout: must be a whole number of seconds from 1 to 30."],
  ["timeout -1", { timeout: -1 }, "timeout: must be a whole number of seconds from 1 to 30."],
  ["timeout 1.5", { timeout: 1.5 }, "timeout: must be a whole number of seconds from 1 to 30."],
  ["timeout not a number", { timeout: NaN }, "timeout: must be a whole number of seconds from 1 to 30."],
  ["timeout endless", { timeout: Infinity }, "timeout: must be a whole number of seconds from 1 to 30."],
  ["timeout a text", { timeout: "10" }, "timeout: must be a whole number of seconds from 1 to 30, not a string."],

  ["enabled a text", { enabled: "true" }, "enabled: must be true or false, not a string."],
  ["enabled a number", { enabled: 1 }, "enabled: must be true or false, not a number."],
  ["retry an empty text", { retry: "" }, "retry: must be true or false, not a string."],
  ["retry a list", { retry: [] }, "retry: must be true or false, not a list."],
  ["includeResult an object", { includeResult: {} }, "includeResult: must be true or false, not an object."],
  ["adoptExisting a text", { adoptExisting: "yes" }, "adoptExisting: must be true or false, not a string."],

  ["labels a text", labels(CANARY), "labels: must be an object of strings by name, not a string."],
  ["labels a list", labels([CANARY]), "labels: must be an object of strings by name, not a list."],
  ["labels with a number", labels({ team: 1 }), 'labels: label "team": must be a string, not a number.'],
  ["labels with null", labels({ team: null }), 'labels: label "team": must be a string, not nothing.'],
  [
    "labels with an object",
    labels({ team: { name: CANARY } }),
    'labels: label "team": must be a string, not an object.',
  ],
  ["labels with an empty name", labels({ "": CANARY }), "labels: a label's name must not be empty."],
  ["labels called __proto__", labels(ownProperty("__proto__", CANARY)), `labels: label "__proto__": ${RESERVED}.`],
  [
    "labels of numbers, called as every object's constructor",
    labels({ constructor: 1 }),
    'labels: label "constructor": must be a string, not a number.',
  ],
  ["labels with half a character in a name", labels({ [HALF]: "v" }), `labels: label "\\ud83e": ${HALF_PAIR}.`],
  [
    "labels with half a character in a value",
    labels({ team: `${CANARY}${HALF}` }),
    `labels: label "team": ${HALF_PAIR}.`,
  ],
  ["labels with a control character", labels({ team: `${CANARY}\u001b[2J` }), `labels: label "team": ${CONTROLS}.`],
  [
    "labels that are secret, names included",
    { ...labels({ [CANARY]: 1 }), __secrets: ["labels"] },
    "labels: a label: must be a string, not a number.",
  ],

  [
    "headers a text",
    headers(`Authorization: ${CANARY}`),
    "headers: must be a list of { key, value, protected? }, not a string.",
  ],
  ["headers a number", headers(7), "headers: must be a list of { key, value, protected? }, not a number."],
  ["headers with a value for an entry", headers({ "X-A": CANARY }), `headers["X-A"]: ${SHAPE} a string.`],
  ["headers with a list for an entry", headers({ "X-A": [CANARY] }), `headers["X-A"]: ${SHAPE} a list.`],
  ["headers as a list with null", headers([null]), `headers[0]: ${SHAPE} nothing.`],
  ["headers as a list with a text", headers([`X-A: ${CANARY}`]), `headers[0]: ${SHAPE} a string.`],
  ["header without a name", headers([{ value: CANARY }]), "headers[0]: key is required: the header's name."],
  [
    "header with name instead of key",
    headers([{ name: "X-A", value: CANARY }]),
    "headers[0]: key is required: the header's name.",
  ],
  [
    "header with a number for its name",
    headers([{ key: 1, value: CANARY }]),
    "headers[0]: key must be a string, not a number.",
  ],
  [
    "header with an empty name",
    headers([{ key: "", value: CANARY }]),
    "headers[0]: key must be the header's name, and is empty.",
  ],
  ["header with a blank in its name", headers([{ key: `X ${CANARY}`, value: "v" }]), `headers[0]: ${NAME}.`],
  ["header with its name in another script", headers({ "X-Ä": { value: CANARY } }), `headers["X-Ä"]: ${NAME}.`],
  [
    "header called __proto__",
    headers(ownProperty("__proto__", { value: CANARY })),
    'headers["__proto__"]: key must not begin with "__", which the engine keeps for itself.',
  ],
  [
    "header called constructor, without a value",
    headers({ constructor: {} }),
    'headers["constructor"]: value is required.',
  ],
  ["header without a value", headers({ "X-A": { protected: true } }), 'headers["X-A"]: value is required.'],
  ["header with null for its value", headers([{ key: "X-A", value: null }]), "headers[0]: value is required."],
  ["header with an empty value", headers({ "X-A": { value: "" } }), 'headers["X-A"]: value must not be empty.'],
  [
    "header with an object for its value",
    headers({ "X-A": { value: { token: CANARY } } }),
    'headers["X-A"]: value must be a string, not an object.',
  ],
  [
    "header with a second header in its value",
    headers({ "X-A": { value: `${CANARY}\r\nX-B: v` } }),
    `headers["X-A"]: value ${CONTROLS}.`,
  ],
  [
    "header with half a character in its value",
    headers({ "X-A": { value: `${CANARY}${HALF}` } }),
    `headers["X-A"]: value ${HALF_PAIR}.`,
  ],
  [
    "header with a text for its flag",
    headers({ "X-A": { value: CANARY, protected: "false" } }),
    'headers["X-A"]: protected must be true or false, not a string.',
  ],
  [
    "header with a misspelled part",
    headers({ "X-A": { value: CANARY, protect: true } }),
    'headers["X-A"]: has no property "protect" (did you mean "protected"?).',
  ],
  [
    "two headers of one name, as a list",
    headers([
      { key: "X-A", value: CANARY },
      { key: "x-a", value: CANARY },
    ]),
    `headers[1]: ${TWICE}.`,
  ],
  [
    "two headers of one name, as a map",
    headers({ "X-A": { value: CANARY }, "x-a": { value: CANARY } }),
    `headers["x-a"]: ${TWICE}.`,
  ],
  [
    "two headers of the very same name, as the constructor marks them",
    headers({ "X-A": { repeated: true } }),
    `headers["X-A"]: ${TWICE}.`,
  ],
  [
    "headers that are secret, names included",
    { ...headers({ [`${CANARY} x`]: { value: "v" } }), __secrets: ["headers"] },
    `headers[0]: ${NAME}.`,
  ],

  [
    "a field by its wire name",
    { object_name: CANARY },
    'object_name: there is no such property (did you mean "objectName"?).',
  ],
  ["a misspelled field", { lables: { a: CANARY } }, 'lables: there is no such property (did you mean "labels"?).'],
  ["a field in another letter case", { URL: CANARY }, 'URL: there is no such property (did you mean "url"?).'],
  ["a field that is no field", { callbackAddress: CANARY }, "callbackAddress: there is no such property."],
  ["a property called constructor", ownProperty("constructor", CANARY), "constructor: there is no such property."],
  ["a property called toString", ownProperty("toString", CANARY), "toString: there is no such property."],
  [
    "a url that only the prototype would have",
    { url: undefined, ...ownProperty("__proto__", { url: good.url }) },
    "url: is required: Where UbiOps sends its calls: an http(s) URL without credentials.",
  ],
];

describe("A bad input is refused in one sentence that names the field and shows no value", () => {
  test.each(BAD_INPUTS)("%s", async (_what, change, sentence) => {
    const declared = { ...good, ...change };
    expect(check(session(), {}, declared).failures).toEqual([sentence]);
    expect(sentence).not.toContain(CANARY);

    await provider.configure({
      config: { get: (key) => settings[key] } as Parameters<typeof provider.configure>[0]["config"],
    });
    const { inputs, failures } = await provider.check({}, declared);
    expect(failures).toEqual([{ property: "", reason: sentence }]);
    expect(Object.getPrototypeOf(inputs)).toBe(Object.prototype);
  });

  test("and has a name of its own here", () => {
    expect(new Set(BAD_INPUTS.map(([what]) => what)).size).toBe(BAD_INPUTS.length);
  });
});

describe("Several bad inputs", () => {
  test("are told together, the configuration's among them", () => {
    const declared = { ...good, url: "x", timeout: 0, event: "y", lables: {}, headers: { A: {}, B: { value: 1 } } };
    const fields = (failures: readonly string[]) => failures.map((failure) => failure.slice(0, failure.indexOf(":")));
    const expected = ["lables", "url", "event", "timeout", 'headers["A"]', 'headers["B"]'];
    expect(fields(check(session(), {}, declared).failures)).toEqual(expected);

    const misconfigured = configure(
      () => undefined,
      {},
      () => undefined,
    );
    expect(fields(check(misconfigured, {}, declared).failures)).toEqual([
      "The UbiOps API token is missing",
      ...expected,
    ]);
  });
});

describe("A project that is missing everywhere", () => {
  test("is one sentence with the command that sets it", () => {
    const homeless = configure(
      (key) => (key === "ubiops:project" ? undefined : settings[key]),
      {},
      () => undefined,
    );
    expect(check(homeless, {}, good).failures).toEqual([
      'project: is required: set it here, run "pulumi config set ubiops:project <name>", or set UBIOPS_PROJECT (an explicit Provider: its project).',
    ]);
    expect(check(homeless, {}, { ...good, project: OWN }).failures).toEqual([]);
  });
});

describe("A good input is not refused", () => {
  test.each<[what: string, change: object]>([
    [
      "null for everything that may be left out",
      { name: null, version: null, description: null, labels: null, timeout: null, enabled: null, headers: null },
    ],
    [
      "names that every object seems to have",
      { labels: ownProperty("constructor", "v"), headers: ownProperty("constructor", { value: "v" }) },
    ],
    ["a name of 64 characters of two units each", { name: "🦔".repeat(64) }],
    ["a name with a slash", { name: "a/b" }],
    ["a description in lines", { description: "a\n\tb\r\n" }],
    ["a description of 400 characters", { description: "d".repeat(400) }],
    ["the shortest timeout", { timeout: 1 }],
    ["the longest timeout", { timeout: 30 }],
    ["an address in clear", { url: "http://127.0.0.1:8080/" }],
    ["an address in another script", { url: "https://bücher.example/ü?a=b#c" }],
    ["an empty label", { labels: { team: "" } }],
    ["a property that is null", { unheardOf: null }],
    ["every value unknown", Object.fromEntries(Object.keys(good).map((name) => [name, UNKNOWN]))],
    ["a label that is unknown", { labels: { team: UNKNOWN } }],
    ["an event of an object whose type is unknown", { objectType: UNKNOWN, event: "pipeline_request_finished" }],
  ])("%s", (_what, change) => {
    expect(check(session(), {}, { ...good, ...change }).failures).toEqual([]);
  });
});
