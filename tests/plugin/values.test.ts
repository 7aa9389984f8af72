import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { toInputs, toRecorded, toStruct } from "../../provider/engine/plugin/values";
import { UNKNOWN } from "../../provider/shared/engine-values";
import { secret } from "./plugin";

const struct = (properties: object) => Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);

describe("values of the engine", () => {
  test("plain data is the same on both sides, unknown values among it", () => {
    const properties = {
      text: "a",
      number: 1.5,
      flag: false,
      nothing: null,
      list: [1, { a: [] }],
      map: { b: UNKNOWN },
    };
    expect(toInputs(struct(properties))).toEqual({ properties, secrets: [] });
    expect(toStruct({ properties, secrets: [] }).toJavaScript()).toEqual(properties);
  });

  test("a secret anywhere in a declared field makes the whole field one, and is marked again", () => {
    const declared = { url: secret("u"), labels: { team: secret("t") }, triggers: [1, [secret(2)]], timeout: 3 };
    const { properties, secrets } = toInputs(struct(declared));
    expect(properties).toEqual({ url: "u", labels: { team: "t" }, triggers: [1, [2]], timeout: 3 });
    expect(secrets).toEqual(["labels", "triggers", "url"]);
    expect(toStruct({ properties, secrets }).toJavaScript()).toEqual({
      ...declared,
      labels: secret({ team: "t" }),
      triggers: secret([1, [2]]),
    });
  });

  test("the values of protected headers are marked one by one, whether the program marked them, the map or nothing", () => {
    const each = { protectedHeaders: { A: secret("a"), B: secret("b") } };
    for (const declared of [
      each,
      { protectedHeaders: secret({ A: "a", B: "b" }) },
      { protectedHeaders: { A: "a", B: "b" } },
    ]) {
      const { properties, secrets } = toInputs(struct(declared));
      expect({ properties, secrets }).toEqual({ properties: { protectedHeaders: { A: "a", B: "b" } }, secrets: [] });
      expect(toStruct({ properties, secrets }).toJavaScript()).toEqual(each);
    }
  });

  test("of recorded plain headers a single value may be secret", () => {
    const recorded = { headers: { "X-A": secret("a"), "X-B": "b" }, labels: { c: secret("c") } };
    expect(toRecorded("shop/id", struct(recorded)).secrets).toEqual(["headers/X-A", "labels"]);
    expect(toInputs(struct(recorded)).secrets).toEqual(["headers", "labels"]);
  });

  test("a record of the dynamic provider is read without what only that provider needs", () => {
    const own = { __provider: "exports…", __seed: "seed-finished", __secrets: ["url"] };
    const { state, secrets, isDynamic } = toRecorded("shop/id", struct({ ...own, url: secret("u"), name: "n" }));
    expect({ state, secrets, isDynamic }).toEqual({
      state: { url: "u", name: "n" },
      secrets: ["url"],
      isDynamic: true,
    });
  });

  test("the headers of version 0.1 become two maps", () => {
    const headers = { Authorization: { value: secret("a"), protected: true }, "X-B": { value: "b", protected: false } };
    const { state } = toRecorded("shop/id", struct({ __provider: "exports…", headers }));
    expect(state).toEqual({ headers: { "X-B": "b" }, protectedHeaders: { Authorization: "a" } });
  });
});
