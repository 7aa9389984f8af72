import { automaticName, logicalNameOf, nameSeed } from "../../../../provider/resources/webhook/automatic-name";

const URN = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/ubiops:Webhook::finished";
const seed = nameSeed("finished", "acme", URN);
const object = ["deployment", "fraud-model", null];
const name = automaticName(seed, object);

describe("An automatic name", () => {
  test("is the logical name and eight hexadecimal characters", () => {
    expect(name).toMatch(/^finished-[0-9a-f]{8}$/);
  });

  test("is the same in every run: existing stacks depend on this very one", () => {
    expect(automaticName(nameSeed("finished", "acme", URN), object)).toBe(name);
    expect(name).toBe("finished-6084da4b");
  });

  test.each([
    ["organization", nameSeed("finished", "other", URN), object],
    ["stack", nameSeed("finished", "acme", URN.replace("prod", "test")), object],
    ["Pulumi project", nameSeed("finished", "acme", URN.replace("shop", "store")), object],
    ["parent", nameSeed("finished", "acme", URN.replace("pulumi-nodejs", "my:Component$pulumi-nodejs")), object],
    ["object type", seed, ["pipeline", "fraud-model", null]],
    ["object name", seed, ["deployment", "churn-model", null]],
    ["version", seed, ["deployment", "fraud-model", "v1"]],
  ])("is another one for another %s", (_what, otherSeed, otherObject) => {
    expect(automaticName(otherSeed, otherObject)).not.toBe(name);
  });

  test('is another one for a version called "null", and for names that read the same when joined', () => {
    const names = [
      ["deployment", "fraud-model", "null"],
      ["deployment", "fraud-model", "v1"],
      ["deployment", "fraud-modelv1", null],
      ["deployment", 'fraud-model","v1', null],
    ].map((other) => automaticName(seed, other));
    expect(new Set([name, ...names]).size).toBe(5);
  });

  test.each([
    ["letters", "n".repeat(500)],
    ["characters of two units each", "🦔".repeat(500)],
    ["exactly as many letters as there is room for", "n".repeat(55)],
  ])("has 64 characters at most, of %s", (_what, logicalName) => {
    const long = automaticName(nameSeed(logicalName, "acme", URN), object);
    expect(Array.from(long)).toHaveLength(64);
    expect(long.isWellFormed()).toBe(true);
  });

  test("keeps a logical name with dashes", () => {
    expect(automaticName(nameSeed("a-b-c", "acme", URN), object)).toMatch(/^a-b-c-[0-9a-f]{8}$/);
    expect(logicalNameOf(nameSeed("a-b-c", "acme", URN))).toBe("a-b-c");
  });

  test("does not show the organization", () => {
    expect(seed).not.toContain("acme");
  });
});
