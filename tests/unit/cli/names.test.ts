import { Script } from "node:vm";

import * as fc from "fast-check";

import { camelCase, logicalName, Names, pascalCase } from "../../../provider/cli/generate/names";
import { SEED } from "../seed";

test("a variable is named after its webhook, in camel case", () => {
  expect(["request-finished", "Request finished", "a__b", "1st", "ключ", "x1 2y"].map(camelCase)).toEqual([
    "requestFinished",
    "requestFinished",
    "aB",
    "1st",
    "",
    "x12y",
  ]);
  expect(pascalCase("X-api-key")).toBe("XApiKey");
});

test("a reserved word, a text that is not an identifier and a taken name become another name", () => {
  const names = new Names();
  expect(["finished", "finished", "finished", "class", "config", "1st", ""].map((wish) => names.claim(wish))).toEqual([
    "finished",
    "finished_2",
    "finished_3",
    "webhookClass",
    "webhookConfig",
    "webhook1st",
    "webhook",
  ]);
});

test("whatever webhooks are called, every variable is a valid identifier of its own", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 })), (texts) => {
      const names = new Names();
      const claimed = texts.map((text) => names.claim(camelCase(text)));
      expect(new Set(claimed).size).toBe(texts.length);
      // The language itself decides: each name is a constant of a strict program.
      for (const name of claimed)
        expect(() => new Script(`"use strict"; { const ${name} = 1; ${name}; }`)).not.toThrow();
    }),
    { seed: SEED },
  );
});

test("a logical name depends on the webhook's name only, and contains nothing special to a URN or a shell", () => {
  expect(["request-finished", "Request 1.b_c"].map(logicalName)).toEqual(["request-finished", "Request 1.b_c"]);
  expect(logicalName("a::b")).toMatch(/^a-b-[0-9a-f]{6}$/);
  expect(logicalName("🔔")).toMatch(/^webhook-[0-9a-f]{6}$/);
  expect(logicalName("a/b")).not.toBe(logicalName("a:b"));
  expect(logicalName("$(a)")).toBe(logicalName("$(a)"));
});
