import { DynamicProvider } from "../../provider/engine/dynamic/adapter";
import type { Properties } from "../../provider/resources/types";
import { webhook } from "../../provider/resources/webhook";
import { UNKNOWN } from "../../provider/shared/engine-values";
import { Plugin, secret } from "../plugin/plugin";
import { handedOver } from "../support/dynamic-host";

const CANARY = "canary-2b7c-canary";
const LONG = CANARY.repeat(5000);
const HALF = "\ud83e";

const GOOD = {
  __seed: "0123456789abcdef-finished",
  url: `https://hooks.example.com/${CANARY}`,
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  protectedHeaders: { Authorization: CANARY },
};

const SETTINGS: Readonly<Record<string, string>> = {
  "ubiops:apiToken": `${CANARY}-token`,
  "ubiops:project": "shop",
  "ubiops:apiHost": "http://127.0.0.1:1/v2.1",
};

/** The failures of a check, as the engine's host asks for it. */
async function failuresOf(
  change: Properties,
  settings: Readonly<Record<string, string | undefined>> = SETTINGS,
): Promise<string[]> {
  const provider = new DynamicProvider(webhook);
  const config = { get: (key: string) => settings[key] };
  await provider.configure({ config } as Parameters<DynamicProvider["configure"]>[0]);
  const { inputs, failures = [] } = await provider.check({}, { ...GOOD, ...change });
  // The host hands the inputs on before the failures, and fails itself if it cannot.
  handedOver(inputs);
  return failures.map(({ reason }) => reason);
}

let plugin: Plugin;
beforeAll(async () => {
  plugin = await Plugin.start();
});
afterAll(() => plugin.close());

/** The same of the plugin, as the engine asks for it: what is a secret is marked, and not told beside the arguments. */
async function failuresOfPlugin(
  change: Properties,
  settings: Readonly<Record<string, string | undefined>> = SETTINGS,
): Promise<string[]> {
  const configured = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : [[key.replace("ubiops:", ""), value]],
  );
  await plugin.configure(Object.fromEntries(configured) as Properties);
  const { __seed: _, __secrets: secrets = [], ...declared } = { ...GOOD, ...change } as Properties;
  const marked = Object.entries(declared).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, (secrets as string[]).includes(name) ? secret(value) : value]];
  });
  return (await plugin.check(Object.fromEntries(marked) as Properties)).failures;
}

/** Half a character is no text for gRPC, and its library for JavaScript loses a key of this name. */
const isSendable = (change: Properties): boolean => !/\\ud83e|"__proto__"/.test(JSON.stringify(change));

const ownProperty = (name: string, value: unknown): Properties => Object.fromEntries([[name, value]]);
const headers = (value: unknown): Properties => ({ headers: value });
const hidden = (value: unknown): Properties => ({ protectedHeaders: value });

const EXAMPLE = 'such as "https://hooks.example.com/ubiops"';
const CONTROLS = "must not contain control characters.";
const HALF_PAIR = "must be well-formed Unicode, and contains half of a surrogate pair.";
const DEPLOYMENT_EVENTS = ["started", "completed", "failed", "finished"]
  .map((moment) => `"deployment_request_${moment}"`)
  .join(", ");
const EVENTS = `${DEPLOYMENT_EVENTS}, ${DEPLOYMENT_EVENTS.replaceAll("deployment", "pipeline")}`;

describe("A bad argument is refused in one sentence that names the field and shows no value", () => {
  test.each<[what: string, change: Properties, sentence: string]>([
    ["no url", { url: null }, "url: is required: The URL that UbiOps calls: http(s), without credentials in it."],
    ["url a list", { url: [CANARY] }, `url: must be a URL ${EXAMPLE}, not a list.`],
    [
      "url without a scheme",
      { url: `hooks.example.com/${CANARY}` },
      `url: must be a complete URL with its scheme, ${EXAMPLE}.`,
    ],
    [
      "url that is no URL",
      { url: `https://${CANARY}:port` },
      `url: must be a complete URL with its scheme, ${EXAMPLE}.`,
    ],
    ["url that is a program", { url: `javascript://${CANARY}` }, "url: must begin with https:// or http://."],
    [
      "url with a password",
      { url: `https://user:${CANARY}@hooks.example.com` },
      "url: must not contain a user name or password, which everyone who may read the webhook would see: use protectedHeaders.",
    ],
    ["url with whitespace", { url: `https://hooks.example.com/a ${CANARY}` }, "url: must not contain whitespace."],
    ["url with a line break", { url: `https://hooks.example.com/\n${CANARY}` }, `url: ${CONTROLS}`],

    [
      "no objectType",
      { objectType: undefined },
      "objectType: is required: The type of object that the webhook belongs to.",
    ],
    [
      "objectType misspelled",
      { objectType: "Deployments" },
      'objectType: must be one of "deployment", "pipeline" (did you mean "deployment"?).',
    ],
    ["objectType another", { objectType: CANARY }, 'objectType: must be one of "deployment", "pipeline".'],
    ["no objectName", { objectName: null }, "objectName: is required: The name of that deployment or pipeline."],
    ["objectName empty", { objectName: "" }, "objectName: must be a string that is not empty, and is empty."],
    ["objectName with a control character", { objectName: `a\u0000${CANARY}` }, `objectName: ${CONTROLS}`],
    ["version a number", { version: 1 }, "version: must be a string that is not empty, not a number."],
    ["version with half a character", { version: HALF }, `version: ${HALF_PAIR}`],

    [
      "no event",
      { event: undefined },
      "event: is required: The event that makes UbiOps call, one of the object's type.",
    ],
    [
      "event misspelled",
      { event: "deployment_request_finish" },
      `event: must be one of ${EVENTS} (did you mean "deployment_request_finished"?).`,
    ],
    [
      "event of the other type",
      { event: "pipeline_request_finished" },
      `event: must be an event of a deployment: one of ${DEPLOYMENT_EVENTS}.`,
    ],

    ["project empty", { project: "" }, "project: must be a string that is not empty, and is empty."],
    ["project with a slash", { project: `shop/${CANARY}` }, "project: must not contain a slash."],
    [
      "project that leaves its path",
      { project: ".." },
      'project: must not be "." or "..", which a URL cannot contain.',
    ],
    ["name far too long", { name: LONG }, "name: must be a string of 1 to 64 characters, and has 90000."],
    ["name one too long", { name: "🦔".repeat(65) }, "name: must be a string of 1 to 64 characters, and has 65."],
    ["name that leaves its path", { name: "." }, 'name: must not be "." or "..", which a URL cannot contain.'],

    [
      "description far too long",
      { description: LONG },
      "description: must be a string of 0 to 400 characters, and has 90000.",
    ],
    ["timeout 31", { timeout: 31 }, "timeout: must be a whole number of seconds from 1 to 30."],
    ["timeout endless", { timeout: Infinity }, "timeout: must be a whole number of seconds from 1 to 30."],
    ["timeout a text", { timeout: "10" }, "timeout: must be a whole number of seconds from 1 to 30, not a string."],
    ["enabled a text", { enabled: "true" }, "enabled: must be true or false, not a string."],
    ["retry a list", { retry: [] }, "retry: must be true or false, not a list."],
    ["includeResult an object", { includeResult: {} }, "includeResult: must be true or false, not an object."],
    ["adoptExisting a text", { adoptExisting: "yes" }, "adoptExisting: must be true or false, not a string."],

    ["labels a list", { labels: [CANARY] }, "labels: must be a map from name to text, not a list."],
    [
      "labels with an object",
      { labels: { team: { name: CANARY } } },
      'labels: label "team": must be a string, not an object.',
    ],
    ["labels with an empty name", { labels: { "": CANARY } }, "labels: the name of a label must not be empty."],
    [
      "labels called __proto__",
      { labels: ownProperty("__proto__", CANARY) },
      'labels: label "__proto__": names that begin with "__" are reserved by the engine.',
    ],
    [
      "labels that are secret, names too",
      { labels: { [CANARY]: 1 }, __secrets: ["labels"] },
      "labels: a label: must be a string, not a number.",
    ],

    [
      "headers a text",
      headers(`Authorization: ${CANARY}`),
      "headers: must be a map from header name to value, not a string.",
    ],
    [
      "headers as the list of the API",
      headers([
        { key: "X-Stage", value: CANARY },
        { key: "Authorization", value: CANARY, protected: true },
      ]),
      'headers: must be a map from header name to value, not a list: write headers: { "X-Stage": "…" } and protectedHeaders: { "Authorization": "…" }.',
    ],
    [
      "headers with a list for a value",
      headers({ "X-A": [CANARY] }),
      'headers: header "X-A": must be a string, not a list.',
    ],
    [
      "headers that are objects",
      headers({ "X-A": { token: CANARY } }),
      'headers: header "X-A": must be a string, not an object.',
    ],
    ["header without a value", headers({ "X-A": null }), 'headers: header "X-A": must be a string, not nothing.'],
    ["header with an empty value", headers({ "X-A": "" }), 'headers: header "X-A": the value must not be empty.'],
    ["header with an empty name", headers({ "": CANARY }), 'headers: header "": the name must not be empty.'],
    [
      "header with whitespace in its name",
      hidden({ "X A": CANARY }),
      'protectedHeaders: header "X A": the name must be an HTTP token: letters, digits and !#$%&\'*+-.^_`|~ only.',
    ],
    [
      "header with a second header in its value",
      hidden({ "X-A": `${CANARY}\r\nX-B: v` }),
      `protectedHeaders: header "X-A": ${CONTROLS}`,
    ],
    [
      "header with half a character",
      hidden({ "X-A": `${CANARY}${HALF}` }),
      `protectedHeaders: header "X-A": ${HALF_PAIR}`,
    ],
    [
      "two headers of one name",
      hidden({ "X-A": CANARY, "x-a": CANARY }),
      'protectedHeaders: header "x-a": is given twice: header names are the same in any letter case.',
    ],
    [
      "a header that is plain and protected",
      headers({ AUTHORIZATION: CANARY }),
      'headers: header "AUTHORIZATION": is in protectedHeaders too: remove one of them.',
    ],
    [
      "headers that are secret, names too",
      { ...headers({ [`${CANARY} x`]: "v" }), __secrets: ["headers"] },
      "headers: a header: the name must be an HTTP token: letters, digits and !#$%&'*+-.^_`|~ only.",
    ],

    [
      "a field by its wire name",
      { object_name: CANARY },
      'object_name: unknown property (did you mean "objectName"?).',
    ],
    ["a misspelled field", { lables: { a: CANARY } }, 'lables: unknown property (did you mean "labels"?).'],
    ["a field that is no field", { callbackAddress: CANARY }, "callbackAddress: unknown property."],
    ["a property called constructor", ownProperty("constructor", CANARY), "constructor: unknown property."],
  ])("%s", async (_what, change, sentence) => {
    expect(await failuresOf(change)).toEqual([sentence]);
    if (isSendable(change)) expect(await failuresOfPlugin(change)).toEqual([sentence]);
    expect(sentence).not.toContain(CANARY);
  });
});

test("several bad arguments are told together, with what is wrong with the configuration", async () => {
  const change = { url: "x", timeout: 0, event: "y", lables: {}, headers: { A: 1 }, protectedHeaders: { B: "" } };
  const expected = ["lables", "url", "event", "headers", "protectedHeaders", "timeout"];
  for (const failures of [await failuresOf(change, {}), await failuresOfPlugin(change, {})]) {
    const fields = failures.map((failure) => failure.slice(0, failure.indexOf(":")));
    expect(fields).toEqual(["The UbiOps API token is missing", ...expected]);
  }
});

test("a project that is missing everywhere is one sentence with the ways to set it", async () => {
  const settings = { ...SETTINGS, "ubiops:project": undefined };
  expect(await failuresOf({}, settings)).toEqual([
    'project: is required: set it here, run "pulumi config set ubiops:project <name>", or set UBIOPS_PROJECT (for an explicit Provider: set its project). ' +
      'A plain "pulumi refresh" or "pulumi destroy" uses the configuration of the last update: set the environment variable, or add --run-program.',
  ]);
  expect(await failuresOf({ project: "own" }, settings)).toEqual([]);
});

describe("A good argument is not refused:", () => {
  const NULLED = ["name", "version", "description", "labels", "timeout", "enabled", "headers", "protectedHeaders"];
  test.each<[what: string, change: Properties]>([
    ["null for everything that may be left out", Object.fromEntries(NULLED.map((name) => [name, null]))],
    [
      "names that every object seems to have",
      { labels: ownProperty("constructor", "v"), headers: ownProperty("toString", "v") },
    ],
    ["a name of 64 characters of two units each", { name: "🦔".repeat(64) }],
    ["a name with a slash", { name: "a/b" }],
    ["a description in lines", { description: "a\n\tb\r\n" }],
    ["a URL without TLS", { url: "http://127.0.0.1:8080/" }],
    ["a URL in another script", { url: "https://bücher.example/ü?a=b#c" }],
    ["a label without a value", { labels: { team: "" } }],
    ["the same value in a plain and a protected header", headers({ "X-Copy": CANARY })],
    ["a property that is null", { unheardOf: null }],
    ["nothing known yet", Object.fromEntries(Object.keys(GOOD).map((name) => [name, UNKNOWN]))],
    ["a label that is not known yet", { labels: { team: UNKNOWN } }],
    ["an event of an object whose type is not known yet", { objectType: UNKNOWN, event: "pipeline_request_finished" }],
  ])("%s", async (_what, change) => {
    expect(await failuresOf(change)).toEqual([]);
    expect(await failuresOfPlugin(change)).toEqual([]);
  });
});
