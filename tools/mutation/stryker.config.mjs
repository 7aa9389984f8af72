import jest from "../../jest.config.js";

const fast = jest.projects.find(({ displayName }) => displayName === "fast");

/**
 * `npm run mutation -- <glob>`, such as `npm run mutation -- "provider/api/*.ts"`, shows which changes of these files no test
 * notices. It tries the tests that import one of them. The report is reports/mutation/mutation.html.
 */
export default {
  testRunner: "jest",
  jest: {
    config: {
      ...fast,
      // Stryker wraps the environment, and finds it from the root only.
      testEnvironment: fast.testEnvironment.replace("<rootDir>", "."),
      // The others test the emulator, start other programs, or take too long.
      testMatch: ["<rootDir>/tests/unit/**/*.test.ts", "<rootDir>/tests/resources/*.test.ts"],
      testPathIgnorePatterns: ["python-client"],
    },
  },
  coverageAnalysis: "perTest",
  dryRunTimeoutMinutes: 15,
  ignorePatterns: ["/bench", "/docs", "/examples", "/dist", "/tests/engine", "/tests/emulator"],
  reporters: ["clear-text", "progress-append-only", "html"],
  thresholds: { break: 90 },
};
