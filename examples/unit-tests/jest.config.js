/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/*.spec.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json" }] },
};
