const jest = require("../../jest.config.js");

/** @type {import("jest").Config} */
module.exports = {
  ...jest.projects.find(({ displayName }) => displayName === "fast"),
  rootDir: "../..",
  // Stryker wraps the environment, and finds it from the root only.
  testEnvironment: "./tools/mutation/environment.js",
  setupFiles: ["<rootDir>/tools/mutation/properties.js"],
  runner: "<rootDir>/tools/mutation/fail-fast-runner.js",
  testTimeout: 8_000,
};
