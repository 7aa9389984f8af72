import { readdirSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/support/command";

interface Area {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

// A module that Jest's sandbox cannot load.
const { nodeRequire } = globalThis as unknown as {
  nodeRequire: (file: string) => { readonly AREAS: Readonly<Record<string, Area>> };
};
const areas = Object.entries(nodeRequire(path.join(ROOT, "tools/mutation/areas.mjs")).AREAS);

/** Files without anything to mutate. */
const TYPES_ONLY = ["declared.ts", "types.ts"];

const filesOf = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
    file.replaceAll(path.sep, "/"),
  );
const sources = filesOf("provider").filter((file) => file.endsWith(".ts"));
const tests = filesOf("tests").filter((file) => file.endsWith(".test.ts"));

/** The alternatives in a glob's braces, each a glob without any. */
function alternatives(glob: string): string[] {
  const [, before = "", among, after = ""] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(glob) ?? [];
  return among === undefined ? [glob] : among.split(",").flatMap((each) => alternatives(`${before}${each}${after}`));
}

const FORMS: Readonly<Record<string, string>> = {
  ".": "\\.",
  "*": "[^/]*",
  "**/": "(?:.*/)?",
  "!(": "(?!(?:",
  ")": ")\\.)[^/]*",
};

/** What a glob without braces takes: `*`, `**` and `!( | )` are all that the areas use. */
const pattern = (glob: string): RegExp =>
  new RegExp(`^${glob.replace(/\*\*\/|!\(|[.*)]/g, (form) => FORMS[form] ?? form)}$`);

const globs = (kind: keyof Area, ending: string) =>
  areas.flatMap(([area, its]) =>
    its[kind].flatMap((glob) => alternatives(`${glob}${ending}`).map((each) => [area, each] as const)),
  );
const mutated = globs("mutate", "");
const tried = globs("tests", ".test.ts");

const testOf = (file: string) => `unit/${file.replace(/\.ts$/, ".test.ts")}`;
/** The areas whose globs take that file. */
const takers = (all: typeof mutated, file: string) =>
  new Set(all.filter(([, glob]) => pattern(glob).test(file)).map(([area]) => area));

test.each(sources)("provider/%s is mutated in one area, if it holds more than types", (file) => {
  expect(takers(mutated, file).size).toBe(TYPES_ONLY.includes(file) ? 0 : 1);
});

test.each(mutated)("the area %s finds what it mutates: %s", (_area, glob) => {
  expect(sources.filter((file) => pattern(glob).test(file))).not.toEqual([]);
});

test.each(tried)("the area %s finds its tests: %s", (_area, glob) => {
  expect(tests.filter((file) => pattern(glob).test(file))).not.toEqual([]);
});

test.each(sources.filter((file) => tests.includes(testOf(file))))(
  "the area of provider/%s tries it with the test of its name",
  (file) => {
    expect([...takers(tried, testOf(file))]).toEqual(expect.arrayContaining([...takers(mutated, file)]));
  },
);
