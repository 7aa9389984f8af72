import { changedFields } from "../../../../provider/resources/webhook/compare";
import { inputsOf, readState } from "../../../../provider/resources/webhook/state";
import { ID, inputs, without } from "./sample";

describe("A recorded state", () => {
  test("is read as it was written", () => {
    const state = {
      ...inputs,
      adoptExisting: true,
      __seed: "s",
      __secrets: ["url"],
      __host: "https://api.ubiops.com/v2.1",
      __listed: true,
      __mark: "m",
    };
    expect(readState(ID, state)).toEqual(state);
  });

  test("stands for inputs without what was learned", () => {
    const state = {
      ...inputs,
      __seed: "s",
      __secrets: ["url"],
      __host: "https://api.ubiops.com/v2.1",
      __listed: false,
      __mark: "m",
    };
    expect(inputsOf(readState(ID, state))).toEqual({ ...inputs, __seed: "s", __secrets: ["url"] });
  });

  test("of nothing is one without a name, in the project of its id, so that `Webhook.get` can begin with it", () => {
    expect(readState("shop/finished", {})).toMatchObject({
      project: "shop",
      name: "",
      objectType: "",
      objectName: "",
      headers: {},
    });
    expect(readState("finished", { project: "office" }).project).toBe("office");
    expect(readState("finished", {}).project).toBe("");
  });

  test("has the defaults of fields that an older version did not write", () => {
    expect(readState(ID, without(inputs, "timeout", "labels", "enabled"))).toEqual(inputs);
  });

  test("has no version where none is declared", () => {
    expect(readState(ID, without(inputs, "version"))).not.toHaveProperty("version");
  });

  test("takes the project of its id where it has lost its own", () => {
    expect(readState(ID, without(inputs, "project")).project).toBe("shop");
  });

  test.each([
    [
      "a list",
      [
        { key: "Authorization", value: "s3cret", protected: true, revision: 1 },
        { key: "X-Env", value: "prod" },
      ],
      inputs.headers,
    ],
    ["null", null, {}],
    ["missing", undefined, {}],
    ["a text", "Authorization: s3cret", {}],
    ["a number", 1, {}],
    ["a map of texts", { A: "v" }, { A: {} }],
    ["a list of garbage", [null, 1, "v", { value: "v" }], {}],
  ])("is repaired where its headers are %s", (_what, headers, expected) => {
    expect(readState(ID, { ...inputs, headers }).headers).toEqual(expected);
  });

  test.each(Object.keys(inputs).filter((name) => name !== "headers"))("never crashes on garbage in %s", (name) => {
    for (const garbage of [null, 1e9, "", "\ud800", [], {}, { a: { b: [] } }, true]) {
      const state = readState(ID, { ...inputs, [name]: garbage });
      expect(typeof state.project).toBe("string");
      expect(typeof state.name).toBe("string");
      expect(state.headers).toEqual(inputs.headers);
    }
  });

  test("differs where it holds what no program can declare, so that the next update writes it again", () => {
    const state = readState(ID, { ...inputs, timeout: "10", url: 7, event: [] });
    expect(changedFields(state, { ...inputs, timeout: 20 })).toEqual(["url", "event", "timeout"]);
  });

  test.each([
    ["timeout", 60],
    ["timeout", 0],
    ["description", "x".repeat(401)],
    ["labels", { "": "nameless" }],
    ["labels", { __own: "hidden" }],
  ])("differs from a default where somebody else has set %s to %j, which no program can declare", (field, value) => {
    const declared = without(inputs, field);
    expect(changedFields(readState(ID, { ...declared, [field]: value }), declared)).toEqual([field]);
  });

  test("loses garbage in what was learned", () => {
    const state = readState(ID, { ...inputs, __host: 1, __listed: "yes", __mark: 1, __seed: {}, __secrets: "url" });
    expect(state).toStrictEqual(inputs);
  });
});
