import { UNKNOWN } from "../../../../provider/shared/engine-values";
import { FIELDS } from "../../../../provider/resources/webhook/fields";
import { changedFields } from "../../../../provider/resources/webhook/compare";
import { diff } from "../../../../provider/resources/webhook/diff";
import { ID, inputs, without } from "./sample";

const OTHER: Readonly<Record<string, unknown>> = {
  project: "other",
  name: "other",
  url: "https://hooks.example.com/other",
  objectType: "pipeline",
  objectName: "other",
  version: "v2",
  event: "deployment_request_failed",
  description: "other",
  labels: { team: "b" },
  timeout: 11,
  enabled: false,
  retry: true,
  includeResult: true,
};

const REPLACING = ["project", "objectType", "objectName", "version"];

describe("A difference", () => {
  test("is none between the same", () => {
    expect(changedFields(inputs, structuredClone(inputs))).toEqual([]);
    expect(diff(ID, inputs, structuredClone(inputs))).toEqual({
      changes: false,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  test.each(Object.entries(OTHER))("of %s names it alone", (name, value) => {
    expect(changedFields(inputs, { ...inputs, [name]: value })).toEqual([name]);
  });

  test("is tested here for every field of the table that can differ", () => {
    const local = Object.entries(FIELDS).filter(([, field]) => "local" in field);
    expect(local.map(([name]) => name)).toEqual(["adoptExisting"]);
    expect([...Object.keys(OTHER), "adoptExisting"].sort()).toEqual(Object.keys(FIELDS).sort());
  });

  test.each(Object.keys(OTHER))("is a value of %s that is not known yet", (name) => {
    expect(changedFields(inputs, { ...inputs, [name]: UNKNOWN })).toEqual([name]);
  });

  test("is an unknown value deep in a field", () => {
    expect(changedFields(inputs, { ...inputs, labels: { team: UNKNOWN } })).toEqual(["labels"]);
    expect(changedFields(inputs, { ...inputs, headers: { ...inputs.headers, "X-Env": { value: UNKNOWN } } })).toEqual([
      "headers",
    ]);
    expect(changedFields(inputs, { ...inputs, headers: UNKNOWN })).toEqual(["headers"]);
  });

  test("is an unknown value even where the record holds the same text", () => {
    expect(changedFields({ ...inputs, description: UNKNOWN }, { ...inputs, description: UNKNOWN })).toEqual([
      "description",
    ]);
  });

  test("is none in another spelling of the url, or another order of labels and headers", () => {
    const { Authorization, ...others } = inputs.headers;
    const same = {
      url: "https://HOOKS.example.com:443/ubiops",
      labels: { b: "2", a: "1" },
      headers: { ...others, Authorization },
    };
    expect(changedFields({ ...inputs, labels: { a: "1", b: "2" } }, { ...inputs, ...same })).toEqual([]);
  });

  test("is none between a default and nothing", () => {
    const bare = {
      ...inputs,
      description: undefined,
      labels: undefined,
      timeout: undefined,
      enabled: undefined,
      retry: undefined,
    };
    expect(changedFields(bare, inputs)).toEqual([]);
    expect(changedFields(inputs, bare)).toEqual([]);
  });

  test("is none in adoptExisting, which matters at the creation alone", () => {
    expect(changedFields(inputs, { ...inputs, adoptExisting: true })).toEqual([]);
    expect(changedFields({ ...inputs, adoptExisting: true }, inputs)).toEqual([]);
  });

  test.each([
    ["a value", { Authorization: { value: "new", protected: true, revision: 1 } }],
    ["a revision", { Authorization: { value: "s3cret", protected: true, revision: 2 } }],
    ["the flag", { Authorization: { value: "s3cret" } }],
    ["the letter case of a name", { authorization: inputs.headers.Authorization, Authorization: undefined }],
    ["a new header", { "X-New": { value: "v" } }],
    ["a header taken out", { "X-Env": undefined }],
    ["a plain value that is a secret now", { "X-Env": { value: "prod", secret: true } }],
  ])("is in the headers: %s", (_what, change) => {
    const headers = Object.fromEntries(
      Object.entries({ ...inputs.headers, ...change }).filter(([, entry]) => entry !== undefined),
    );
    expect(changedFields(inputs, { ...inputs, headers })).toEqual(["headers"]);
  });

  test("is in what the program made secret as a whole", () => {
    expect(changedFields(inputs, { ...inputs, __secrets: ["url"] })).toEqual(["__secrets"]);
    expect(changedFields({ ...inputs, __secrets: ["url"] }, inputs)).toEqual(["__secrets"]);
    expect(changedFields({ ...inputs, __secrets: ["url"] }, { ...inputs, __secrets: ["url"] })).toEqual([]);
  });

  test("is none in the seed of the name, which changes with the logical name", () => {
    expect(changedFields(inputs, { ...inputs, __seed: "other" })).toEqual([]);
  });
});

describe("A replacement", () => {
  test.each(REPLACING)("follows from %s, known or not", (name) => {
    expect(diff(ID, inputs, { ...inputs, name: "new", [name]: OTHER[name] }).replaces).toEqual([name]);
    expect(diff(ID, inputs, { ...inputs, name: "new", [name]: UNKNOWN }).replaces).toEqual([name]);
  });

  test.each(Object.keys(OTHER).filter((name) => !REPLACING.includes(name)))("does not follow from %s", (name) => {
    const difference = diff(ID, inputs, { ...inputs, [name]: OTHER[name] });
    expect(difference).toEqual({ replaces: [], deleteBeforeReplace: false });
    expect(difference).not.toHaveProperty("changes");
  });

  test("follows from a version that is taken out, or put in", () => {
    const unversioned = without(inputs, "version");
    expect(diff(ID, inputs, unversioned).replaces).toEqual(["version"]);
    expect(diff(ID, unversioned, inputs).replaces).toEqual(["version"]);
  });

  test("deletes first where the new webhook needs the old one's name, and only there", () => {
    expect(diff(ID, inputs, { ...inputs, objectName: "other" }).deleteBeforeReplace).toBe(true);
    expect(diff(ID, inputs, { ...inputs, objectName: "other", name: "new" }).deleteBeforeReplace).toBe(false);
    expect(diff(ID, inputs, { ...inputs, objectName: "other", name: UNKNOWN }).deleteBeforeReplace).toBe(false);
    expect(diff(ID, inputs, { ...inputs, timeout: 11 }).deleteBeforeReplace).toBe(false);
  });

  test("makes the new webhook first in another project, where the name is free", () => {
    expect(diff(ID, inputs, { ...inputs, project: "other" })).toEqual({
      replaces: ["project"],
      deleteBeforeReplace: false,
    });
  });

  test("lists every field that it follows from", () => {
    expect(diff(ID, inputs, { ...inputs, ...OTHER }).replaces).toEqual(REPLACING);
  });
});

describe("The comparison of a resource", () => {
  test("remembers nothing and changes nothing of what it is given", () => {
    const frozen = Object.freeze(structuredClone(inputs));
    const other = Object.freeze({ ...structuredClone(inputs), timeout: 11 });
    const first = diff(ID, frozen, other);
    expect(diff(ID, other, frozen)).toEqual(first);
    expect(diff(ID, frozen, other)).toEqual(first);
  });

  test("looks past what was learned of the service", () => {
    expect(
      diff(ID, { ...inputs, __host: "https://api.ubiops.com/v2.1", __listed: false, __provider: "x" }, inputs).changes,
    ).toBe(false);
  });

  const HOST = "https://api.ubiops.com/v2.1";
  const MOVED = { changes: true, replaces: [], deleteBeforeReplace: false };

  test.each([
    ["where another host is recorded", "https://other.example/v2.1", MOVED],
    ["unless it is the same service", "https://API.ubiops.com:443/v2.1", { ...MOVED, changes: false }],
    ["unless none is recorded", undefined, { ...MOVED, changes: false }],
  ])("asks for an update, which alone can find out whether the webhook is there, %s", (_what, recorded, expected) => {
    expect(diff(ID, { ...inputs, __host: recorded }, inputs, FIELDS, HOST)).toEqual(expected);
  });

  test("asks for an update of a webhook that waits under another name, which its inputs cannot show", () => {
    const waiting = { ...inputs, name: "aside", __aside: true };
    expect(diff(ID, waiting, inputs)).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
  });

  test("reads a state that holds its headers as a list", () => {
    const list = [
      { key: "Authorization", value: "s3cret", protected: true, revision: 1 },
      { key: "X-Env", value: "prod" },
    ];
    expect(diff(ID, { ...inputs, headers: list }, inputs).changes).toBe(false);
  });
});
