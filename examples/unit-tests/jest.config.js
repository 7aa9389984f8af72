/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/*.spec.ts"],
  moduleNameMapper: { "^(\\./.*)\\.js$": "$1" },
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json" }] },
};
