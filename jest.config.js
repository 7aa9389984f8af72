const { availableParallelism } = require("node:os");

/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "<rootDir>/tests/support/environment.js",
  moduleNameMapper: { "^got$": "<rootDir>/tests/support/got.js" },
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tests/tsconfig.jest.json" }] },
  roots: ["<rootDir>/tests"],
};

const withoutEngine = ["unit", "emulator", "resources", "plugin"];

/** @type {import("jest").Config} */
module.exports = {
  // One more than there are processors, since an engine test waits for other processes most of its time.
  maxWorkers: Math.min(availableParallelism() + 1, 8),
  // More than the limit of a command: it is there for a test that hangs, not for a slow machine.
  testTimeout: 1_800_000,
  testSequencer: "<rootDir>/tests/support/longest-first.js",
  projects: [
    {
      ...shared,
      displayName: "fast",
      testMatch: withoutEngine.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`),
      globalSetup: "<rootDir>/tests/support/built-setup.ts",
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/tests/**/*.test.ts"],
      testPathIgnorePatterns: withoutEngine.map((folder) => `<rootDir>/tests/${folder}/`),
      testEnvironment: "<rootDir>/tests/support/engine-environment.js",
      globalSetup: "<rootDir>/tests/support/engine-setup.ts",
    },
  ],
};
