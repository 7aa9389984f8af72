import * as pulumi from "@pulumi/pulumi";

import {
  holdsUnknown,
  isUnknown,
  markSecret,
  SECRET_SIGNATURE,
  SIGNATURE_KEY,
  UNKNOWN,
} from "../../../provider/shared/engine-values";

describe("The engine's special values", () => {
  test("are those of the SDK", () => {
    expect(UNKNOWN).toBe(pulumi.runtime.unknownValue);
    expect(SIGNATURE_KEY).toBe(pulumi.runtime.specialSigKey);
    expect(SECRET_SIGNATURE).toBe(pulumi.runtime.specialSecretSig);
  });

  test("a marked secret is read as one by the SDK", () => {
    expect(pulumi.runtime.isRpcSecret(markSecret({ a: ["b"] }))).toBe(true);
    expect(pulumi.runtime.unwrapRpcSecret(markSecret({ a: ["b"] }))).toEqual({ a: ["b"] });
  });

  test("an unknown value stays unknown when it is marked", () => {
    expect(markSecret(UNKNOWN)).toBe(UNKNOWN);
  });

  test.each([
    ["itself", UNKNOWN, true],
    ["in a list", ["a", UNKNOWN], true],
    ["deep in an object", { a: { b: [{ c: UNKNOWN }] } }, true],
    ["not in a text that contains it", `x${UNKNOWN}`, false],
    ["not in null", null, false],
    ["not in nothing", undefined, false],
    ["not in a number", 1, false],
  ])("an unknown value is found: %s", (_where, value, expected) => {
    expect(holdsUnknown(value)).toBe(expected);
  });

  test("only the unknown value itself is unknown", () => {
    expect([UNKNOWN, { a: UNKNOWN }, undefined].map(isUnknown)).toEqual([true, false, false]);
  });
});
