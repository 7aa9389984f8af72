import { hostError } from "../../../../provider/engine/dynamic/errors";
import { fromHost } from "../../../../provider/engine/dynamic/host-properties";
import { PartialFailure } from "../../../../provider/resources/errors";
import { markSecret } from "../../../../provider/shared/engine-values";
import { protectSecret } from "../../../../provider/shared/redaction";

const CANARY = "canary-91ab-canary";
const REFERENCE = "exports.handler = () => …";
const present = fromHost({ __provider: REFERENCE, __seed: "0123-n", name: "n" });

beforeAll(() => {
  protectSecret(CANARY);
});

/** All that the host may print or send of an error. */
const everything = (error: Error): string => JSON.stringify([error.message, error.stack, Object.entries(error)]);

describe("An error on its way to the engine", () => {
  test.each([
    ["an error", new Error(`Not so: ${CANARY}.`)],
    ["text", `Not so: ${CANARY}.`],
    ["an error with a cause", new Error(`Not so: ${CANARY}.`, { cause: new Error(CANARY) })],
  ])("is its message alone, without secrets and stack frames: %s", (_what, error) => {
    const shown = hostError(error, present);
    expect(shown).toBeInstanceOf(Error);
    expect(shown.message).toBe("Not so: [secret].");
    expect(shown.stack).toBe("");
    expect(everything(shown)).not.toContain(CANARY);
  });

  test("has nothing by which the engine or its host would take it for something else", () => {
    const names = ["id", "code", "details", "metadata", "properties", "reasons", "cause"];
    const odd = Object.assign(new Error("Not so."), Object.fromEntries(names.map((name) => [name, 13])));
    const shown = hostError(odd, present);
    expect(names.filter((name) => name in shown)).toEqual([]);
  });

  test("is text, whatever was thrown", () => {
    expect([undefined, 7].map((thrown) => hostError(thrown, present).message)).toEqual(["undefined", "7"]);
  });
});

test("A partial failure has the id and the reasons by which the engine keeps the resource, and its state with every secret marked", () => {
  const state = { name: "n", url: CANARY, protectedHeaders: { Authorization: CANARY } };
  const failure = new PartialFailure({ id: "shop/uuid", state, secrets: ["url"] }, `Not so: ${CANARY}.`);
  const shown = hostError(failure, present);
  expect([shown.message, shown.stack]).toEqual(["Not so: [secret].", ""]);
  expect(Object.fromEntries(Object.entries(shown))).toEqual({
    id: "shop/uuid",
    reasons: ["Not so: [secret]."],
    properties: {
      name: "n",
      url: markSecret(CANARY),
      protectedHeaders: { Authorization: markSecret(CANARY) },
      __provider: REFERENCE,
      __seed: "0123-n",
      __secrets: ["url"],
    },
  });
});
