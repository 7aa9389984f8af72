/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  testEnvironment: "<rootDir>/tests/support/environment.js",
  moduleNameMapper: { "^got$": "<rootDir>/tests/support/got.js" },
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tests/tsconfig.jest.json" }] },
  testTimeout: 30_000,
};
