import { Stryker } from "@stryker-mutator/core";

import { AREAS } from "./areas.mjs";

const KILLED = ["Killed", "Timeout"];
const COUNTED = [...KILLED, "Survived", "NoCoverage"];
const GOAL = 0.9;

const words = process.argv.slice(2);
const unknown = words.find((word) => !(word in AREAS));
if (unknown !== undefined) {
  console.error(`There is no area "${unknown}": name some of ${Object.keys(AREAS).join(", ")}, or none for all.`);
  process.exit(2);
}

const rows = [];
for (const area of words.length > 0 ? words : Object.keys(AREAS)) {
  const mutants = await mutate(area, AREAS[area]);
  const count = (statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  rows.push({ area, mutants: count(COUNTED), killed: count(KILLED) });
}

const total = (name) => rows.reduce((sum, row) => sum + row[name], 0);
const score = total("killed") / total("mutants");
console.table(rows.map((row) => ({ ...row, "%": Math.round((1000 * row.killed) / row.mutants) / 10 })));
console.log(
  `${total("killed")} of ${total("mutants")} mutants killed: ${(100 * score).toFixed(1)} %. Survivors: reports/mutation/<area>.html`,
);
const empty = rows.filter(({ mutants }) => mutants === 0).map(({ area }) => area);
if (empty.length > 0) console.error(`Nothing was mutated in ${empty.join(", ")}.`);
process.exitCode = score >= GOAL && empty.length === 0 ? 0 : 1;

function mutate(area, { mutate, tests }) {
  return new Stryker({
    mutate: mutate.map((path) => `provider/${path}`),
    testRunner: "jest",
    jest: {
      configFile: "tools/mutation/jest.config.js",
      config: { testMatch: tests.map((path) => `<rootDir>/tests/${path}.test.ts`) },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: "perTest",
    ignorePatterns: ["/bench", "/docs", "/examples", "/dist"],
    incremental: true,
    incrementalFile: `reports/mutation/${area}.incremental.json`,
    reporters: ["progress-append-only", "json", "html"],
    jsonReporter: { fileName: `reports/mutation/${area}.json` },
    htmlReporter: { fileName: `reports/mutation/${area}.html` },
    warnings: { slow: false },
  }).runMutationTest();
}
