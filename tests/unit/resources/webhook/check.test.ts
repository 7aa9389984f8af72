import type { Naming, Properties } from "../../../../provider/resources/types";
import type { Settings } from "../../../../provider/resources/session";
import { checkWebhook } from "../../../../provider/resources/webhook/check";
import { FIELDS } from "../../../../provider/resources/webhook/fields";
import { UNKNOWN } from "../../../../provider/shared/engine-values";
import { checked, HOST, least, settings } from "./sample";

const seed = "0123456789abcdef-finished";

interface Given {
  readonly settings?: Settings;
  readonly secrets?: readonly string[];
  readonly previous?: Properties;
  readonly naming?: Naming;
}

const check = (properties: object, given: Given = {}) => {
  const { secrets = [], settings: configured = settings } = given;
  const declared = { properties: { ...properties }, secrets };
  return checkWebhook(configured, { declared, previous: {}, naming: { seed }, ...given });
};

const failuresOf = (properties: object, given?: Given) => check(properties, given).failures;

function settled(properties: object, given?: Given): Properties {
  const { inputs, failures } = check(properties, given);
  expect(failures).toEqual([]);
  return inputs.properties;
}

describe("Checked arguments", () => {
  test("have the defaults, the configured project and an automatic name", () => {
    expect(settled(least)).toEqual({
      ...least,
      project: "configured",
      name: expect.stringMatching(/^finished-[0-9a-f]{8}$/) as string,
      version: null,
      headers: {},
      protectedHeaders: {},
      description: "",
      labels: {},
      timeout: 10,
      enabled: true,
      retry: false,
      includeResult: false,
      adoptExisting: false,
    });
  });

  test("are what is declared, and the same when they are checked again", () => {
    expect(settled(checked)).toEqual(checked);
    expect(settled(settled(least), { previous: settled(least), naming: undefined })).toEqual(settled(least));
  });

  test("have no outer whitespace", () => {
    const texts = ["project", "name", "url", "objectName", "version", "description"] as const;
    const spaced = Object.fromEntries(texts.map((name) => [name, ` ${checked[name]}\n`]));
    const maps = {
      headers: { " X-Env": "prod " },
      protectedHeaders: { "Authorization ": "\ts3cret" },
      labels: { " team ": " a" },
    };
    expect(settled({ ...checked, ...spaced, ...maps })).toEqual(checked);
  });

  test("tell on which fields are secret", () => {
    expect(check(checked, { secrets: ["labels"] }).inputs.secrets).toEqual(["labels"]);
  });

  test("leave the arguments of the program as they are", () => {
    const frozen = Object.freeze({ ...least, headers: Object.freeze({ " X-A ": " a " }) });
    expect(settled(frozen, { previous: frozen })["headers"]).toEqual({ "X-A": "a" });
  });

  test("may be unknown, all of them", () => {
    const unknown = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, UNKNOWN]));
    expect(settled(unknown)).toEqual(unknown);
  });
});

describe("Arguments are refused", () => {
  test("with every reason at once, and never a value", () => {
    const wrong = { ...least, url: "canary", timeout: 99, labels: { team: 1 }, lables: { a: "canary" } };
    const failures = failuresOf({ ...wrong, headers: { A: "canary\u0000" } });
    expect(failures.map((reason) => reason.slice(0, reason.indexOf(":")))).toEqual([
      "lables",
      "url",
      "headers",
      "labels",
      "timeout",
    ]);
    expect(failures.join()).not.toContain("canary");
  });

  test("if a required one is missing, and not also for what follows from it", () => {
    expect(failuresOf({}).map((reason) => reason.split(":", 2).join(":"))).toEqual([
      "url: is required",
      "objectType: is required",
      "objectName: is required",
      "event: is required",
    ]);
  });

  test.each([
    ["deployment", "pipeline_request_failed"],
    ["pipeline", "deployment_request_finished"],
  ])("if a %s has the event %s", (objectType, event) => {
    const own = ["started", "completed", "failed", "finished"].map((moment) => `"${objectType}_request_${moment}"`);
    expect(failuresOf({ ...least, objectType, event })).toEqual([
      `event: must be an event of a ${objectType}: one of ${own.join(", ")}.`,
    ]);
  });

  test("for the event's spelling alone if it is an event of no object", () => {
    expect(failuresOf({ ...least, event: "deployment_request_finishd" })).toEqual([
      expect.stringMatching(/^event: must be one of .*did you mean "deployment_request_finished"/),
    ]);
  });

  test("if a header is plain and protected, in whatever letter case", () => {
    const both = { ...least, headers: { "X-A": "a", "x-b": "b" }, protectedHeaders: { "X-B": "b" } };
    expect(failuresOf(both)).toEqual(['headers: header "x-b": is in protectedHeaders too: remove one of them.']);
    expect(failuresOf(both, { secrets: ["headers"] })).toEqual([
      "headers: a header: is in protectedHeaders too: remove one of them.",
    ]);
  });

  test("if their headers are the API's own list", () => {
    const list = [{ key: "X-A", value: "canary", protected: true }];
    for (const name of ["headers", "protectedHeaders"]) {
      expect(failuresOf({ ...least, [name]: list })).toEqual([
        `${name}: must be a map from header name to value, not a list: ` +
          'write headers: { "X-Environment": "…" } and protectedHeaders: { "X-A": "…" }.',
      ]);
    }
  });

  test("if no project is declared or configured, with what to do in every kind of program", () => {
    const [failure, ...others] = failuresOf(least, { settings: { problems: [], host: HOST } });
    expect(others).toEqual([]);
    expect(failure).toMatch(/^project: is required: .*pulumi config set ubiops:project.*UBIOPS_PROJECT.*--run-program/);
  });

  test("if the configuration is wrong, which may be why there is no project", () => {
    const broken = { problems: ["The UbiOps API token is missing."] };
    expect(failuresOf(least, { settings: broken })).toEqual(["The UbiOps API token is missing."]);
  });
});

describe("A protected header that was set at the service, and has no value here,", () => {
  const theirs = { protectedHeaders: { "X-Theirs": "" } };

  test("may stay as it was read, which is what `ignoreChanges` declares", () => {
    expect(settled({ ...least, ...theirs }, { previous: theirs })["protectedHeaders"]).toEqual({ "X-Theirs": "" });
  });

  test("cannot be declared by a program", () => {
    const reason = 'protectedHeaders: header "X-Theirs": the value must not be empty.';
    expect(failuresOf({ ...least, ...theirs })).toEqual([reason]);
    expect(failuresOf({ ...least, ...theirs }, { previous: { protectedHeaders: { "X-Theirs": "v" } } })).toEqual([
      reason,
    ]);
  });
});

describe("A name that the program does not give", () => {
  const first = settled(least);

  test("stays as long as the resource is in the state, whatever the engine's settings propose now", () => {
    for (const naming of [{ proposed: "p" }, undefined]) {
      expect(settled(least, { previous: first, naming })).toEqual(first);
    }
  });

  test.each([
    ["object type", { objectType: "pipeline", event: "pipeline_request_finished" }],
    ["object", { objectName: "churn-model" }],
    ["version", { version: "v2" }],
  ])("is another one for another %s, so that both webhooks can exist", (_what, change) => {
    expect(settled({ ...least, ...change }, { previous: first })["name"]).not.toBe(first["name"]);
  });

  test("is made of the seed, whatever the webhook is called at the service", () => {
    expect(settled(least, { previous: { ...first, name: "renamed" } })["name"]).toBe(first["name"]);
  });

  test.each(["objectType", "objectName", "version"])("is unknown as long as %s is", (name) => {
    expect(settled({ ...least, [name]: UNKNOWN }, { previous: first })["name"]).toBe(UNKNOWN);
  });

  test("is the one that the engine's settings propose", () => {
    expect(settled(least, { naming: { proposed: "proposed" } })["name"]).toBe("proposed");
  });

  test("is refused if the engine's settings propose one that UbiOps does not take", () => {
    expect(failuresOf(least, { naming: { proposed: "n".repeat(65) } })).toEqual([
      "name: the one that pulumi:autonaming makes must be a string of 1 to 64 characters, and has 65: " +
        "give the webhook a name of its own, or change that setting.",
    ]);
  });

  test("is required if there is nothing to make one of", () => {
    expect(failuresOf(least, { naming: undefined })).toEqual([
      expect.stringMatching(/^name: is required: .*pulumi:autonaming/),
    ]);
  });
});
