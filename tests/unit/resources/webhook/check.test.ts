import { UNKNOWN } from "../../../../provider/shared/engine-values";
import { check } from "../../../../provider/resources/webhook/check";
import { configure } from "../../../../provider/resources/configure";
import type { Properties } from "../../../../provider/resources/webhook/state";
import { inputs, without } from "./sample";

const settings: Readonly<Record<string, string>> = {
  "ubiops:apiToken": "0123456789abcdef",
  "ubiops:project": "configured",
};
const session = configure(
  (key) => settings[key],
  {},
  () => undefined,
);

const checked = (declared: Properties, previous: Properties = {}) => {
  const result = check(session, previous, declared);
  expect(result.failures).toEqual([]);
  return result.inputs;
};

const declared = {
  __seed: "0123456789abcdef-finished",
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
};

describe("Checking", () => {
  test("fills the defaults, the configured project and the name", () => {
    expect(checked(declared)).toEqual({
      ...declared,
      project: "configured",
      name: expect.stringMatching(/^finished-[0-9a-f]{8}$/) as string,
      headers: {},
      description: "",
      labels: {},
      timeout: 10,
      enabled: true,
      retry: false,
      includeResult: false,
    });
  });

  test("leaves out of texts what services leave out: outer blanks, and a second character for a line's end", () => {
    const texts = { name: " n ", objectName: "model\t", version: " v1", description: " first\r\nsecond\rthird\n" };
    expect(checked({ ...declared, ...texts, headers: { "X-A": { value: " b c " } } })).toMatchObject({
      name: "n",
      objectName: "model",
      version: "v1",
      description: "first\nsecond\nthird",
      headers: { "X-A": { value: "b c" } },
    });
  });

  test("keeps what is declared", () => {
    expect(checked(inputs)).toEqual(inputs);
    expect(checked({ ...inputs, adoptExisting: true, timeout: 30, enabled: false }, inputs)).toEqual({
      ...inputs,
      adoptExisting: true,
      timeout: 30,
      enabled: false,
    });
  });

  test("drops the engine's own properties, and what is null", () => {
    const result = checked({
      ...declared,
      __provider: "exports.handler = …",
      __other: 1,
      version: null,
      unheardOf: null,
    });
    expect(Object.keys(result).filter((name) => name.startsWith("__"))).toEqual(["__seed"]);
    expect(result).not.toHaveProperty("version");
    expect(result).not.toHaveProperty("unheardOf");
  });

  test("records which fields the program made secret", () => {
    expect(checked({ ...declared, __secrets: ["labels"] })["__secrets"]).toEqual(["labels"]);
    expect(checked({ ...declared, __secrets: [] })).not.toHaveProperty("__secrets");
  });

  test("changes nothing of what it is given", () => {
    const headers = { Authorization: Object.freeze({ value: "s3cret", protected: true }) };
    const frozen = Object.freeze({ ...declared, headers: Object.freeze(headers) });
    expect(checked(frozen, frozen)["headers"]).toEqual({
      Authorization: { value: "s3cret", protected: true, revision: 1 },
    });
  });

  test("of what is checked already changes nothing, revisions included", () => {
    const once = checked({ ...declared, headers: { Authorization: { value: "s3cret", protected: true } } });
    expect(checked({ ...once, name: undefined }, once)).toEqual(once);
    const named = checked({ ...inputs, __seed: declared.__seed });
    expect(checked(named, named)).toEqual(named);
  });

  test("keeps no seed beside a name of the program's own: an imported webhook has none either", () => {
    expect(checked({ ...inputs, __seed: declared.__seed })).toEqual(inputs);
  });

  test("raises the revision of a header whose value is rotated", () => {
    const rotate = (value: string, previous: Properties) =>
      checked({ ...declared, headers: { Authorization: { value, protected: true } } }, previous);
    const once = rotate("one", {});
    expect(rotate("two", once)["headers"]).toEqual({ Authorization: { value: "two", protected: true, revision: 2 } });
    expect(rotate("one", once)["headers"]).toEqual(once["headers"]);
  });

  test("bears last inputs of any form", () => {
    expect(checked(inputs, { headers: null, __seed: null })).toEqual(inputs);
    expect(
      checked(inputs, { headers: [{ key: "AUTHORIZATION", value: "old", protected: true, revision: 4 }] }),
    ).toEqual({
      ...inputs,
      headers: { ...inputs.headers, Authorization: { value: "s3cret", protected: true, revision: 5 } },
    });
  });
});

describe("An automatic name", () => {
  const first = checked(declared);

  test("stays for as long as the resource is in the state, also under another logical name or hash", () => {
    expect(checked({ ...declared, __seed: "fedcba9876543210-renamed" }, first)).toEqual(first);
  });

  test.each([
    ["object type", { objectType: "pipeline", event: "pipeline_request_finished" }],
    ["object", { objectName: "churn-model" }],
    ["version", { version: "v2" }],
  ])("is another one for another %s, so that both webhooks can exist", (_what, change) => {
    expect(checked({ ...declared, ...change }, first)["name"]).not.toBe(first["name"]);
  });

  test("takes the place of a name that is taken out of the program", () => {
    const named = checked({ ...declared, name: "own" });
    expect(named["name"]).toBe("own");
    expect(checked(declared, named)["name"]).toBe(first["name"]);
  });

  test.each(["__seed", "objectType", "objectName", "version"])("is unknown while %s is", (name) => {
    expect(checked({ ...declared, [name]: UNKNOWN })["name"]).toBe(UNKNOWN);
  });

  test("is not complained of where its object is missing: that alone is", () => {
    const { failures } = check(session, {}, without(declared, "objectName"));
    expect(failures).toEqual(["objectName: is required: The name of that deployment or pipeline."]);
  });
});
