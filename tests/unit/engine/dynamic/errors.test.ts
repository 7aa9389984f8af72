import { markSecret } from "../../../../provider/shared/engine-values";
import { hostError } from "../../../../provider/engine/dynamic/errors";
import { PartialFailure } from "../../../../provider/resources/errors";
import { protectSecret } from "../../../../provider/shared/redaction";

const CANARY = "canary-91ab-canary";
const REFERENCE = "exports.handler = () => …";

beforeAll(() => {
  protectSecret(CANARY);
});

/** All that the host may print or send of an error. */
const everything = (error: Error): string => JSON.stringify([error.message, error.stack, Object.entries(error)]);

describe("An error on its way to the engine", () => {
  test.each([
    ["an error", new Error(`Not so: ${CANARY}.`)],
    ["a text", `Not so: ${CANARY}.`],
    ["an error with a cause", new Error(`Not so: ${CANARY}.`, { cause: new Error(CANARY) })],
  ])("is its message alone, without secrets and stack frames: %s", (_what, error) => {
    const shown = hostError(error, REFERENCE);
    expect(shown).toBeInstanceOf(Error);
    expect(shown.message).toBe("Not so: [secret].");
    expect(shown.stack).toBe("");
    expect(everything(shown)).not.toContain(CANARY);
  });

  test.each(["id", "code", "details", "metadata", "properties", "reasons", "cause", "options", "response"])(
    "has no %s, by which the engine or its host would take it for something else",
    (name) => {
      const odd = Object.assign(new Error("Not so."), { [name]: 13 });
      expect(hostError(odd, REFERENCE)).not.toHaveProperty(name);
    },
  );

  test("is a text whatever was thrown", () => {
    expect([undefined, null, 7, { id: "x" }].map((thrown) => hostError(thrown, REFERENCE).message)).toEqual([
      "undefined",
      "null",
      "7",
      "[object Object]",
    ]);
  });
});

describe("A partial failure on its way to the engine", () => {
  const properties = {
    name: "n",
    version: undefined,
    headers: { Authorization: { value: CANARY, protected: true, revision: 1 } },
  };
  const shown = () => hostError(new PartialFailure("shop/uuid", properties, [`One ${CANARY}.`, "Two."]), REFERENCE);

  test("has the id by which the engine keeps the webhook", () => {
    expect(shown()).toHaveProperty("id", "shop/uuid");
  });

  test("has the properties with the provider reference, and every secret marked", () => {
    expect(shown()).toHaveProperty("properties", {
      name: "n",
      headers: { Authorization: { value: markSecret(CANARY), protected: true, revision: 1 } },
      __provider: REFERENCE,
    });
    expect(Object.keys((shown() as unknown as PartialFailure).properties)).not.toContain("version");
  });

  test("has its reasons, which stand in the state in clear, without secrets", () => {
    expect(shown()).toHaveProperty("reasons", ["One [secret].", "Two."]);
    expect(shown().message).toBe("One [secret]. Two.");
  });

  test("has no stack frames and nothing else", () => {
    expect(shown().stack).not.toMatch(/\n\s+at /);
    expect(
      Object.keys(shown())
        .filter((name) => name !== "stack")
        .sort(),
    ).toEqual(["id", "properties", "reasons"]);
  });
});
