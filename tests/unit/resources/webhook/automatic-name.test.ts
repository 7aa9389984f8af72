import { automaticName, nameSeed } from "../../../../provider/resources/webhook/automatic-name";

const URN = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/ubiops:Webhook::finished";
const seed = nameSeed("finished", "acme", URN);
const object = { objectType: "deployment", objectName: "fraud-model" };
const name = automaticName(seed, object);

describe("An automatic name", () => {
  test("is the logical name and eight hexadecimal characters", () => {
    expect(name).toMatch(/^finished-[0-9a-f]{8}$/);
  });

  test("is the same in every run: existing stacks depend on this very one", () => {
    expect(automaticName(nameSeed("finished", "acme", URN), { ...object })).toBe(name);
    expect(name).toBe("finished-6084da4b");
  });

  test.each([
    ["organization", nameSeed("finished", "other", URN), object],
    ["stack", nameSeed("finished", "acme", URN.replace("prod", "test")), object],
    ["Pulumi project", nameSeed("finished", "acme", URN.replace("shop", "store")), object],
    ["parent", nameSeed("finished", "acme", URN.replace("pulumi-nodejs", "my:Component$pulumi-nodejs")), object],
    ["object type", seed, { ...object, objectType: "pipeline" }],
    ["object", seed, { ...object, objectName: "churn-model" }],
    ["version", seed, { ...object, version: "v1" }],
  ])("is another one for another %s", (_what, otherSeed, otherObject) => {
    expect(automaticName(otherSeed, otherObject)).not.toBe(name);
  });

  test("tells a version called null from none, and is not fooled by names that run into each other", () => {
    const names = [
      { ...object, version: "null" },
      { ...object, version: "v1" },
      { ...object, objectName: "fraud-modelv1" },
      { ...object, objectName: 'fraud-model","v1' },
    ].map((other) => automaticName(seed, other));
    expect(new Set([name, ...names]).size).toBe(5);
  });

  test.each([
    ["letters", "n".repeat(500)],
    ["characters of two units each", "🦔".repeat(500)],
    ["exactly as many letters as have room", "n".repeat(55)],
  ])("has 64 characters at most, of %s", (_what, logicalName) => {
    const long = automaticName(nameSeed(logicalName, "acme", URN), object);
    expect(Array.from(long)).toHaveLength(64);
    expect(long.isWellFormed()).toBe(true);
  });

  test("keeps a logical name with dashes whole", () => {
    expect(automaticName(nameSeed("a-b-c", "acme", URN), object)).toMatch(/^a-b-c-[0-9a-f]{8}$/);
  });

  test("says nothing of the organization in clear", () => {
    expect(seed).not.toContain("acme");
  });
});
