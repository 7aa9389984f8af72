"use strict";
const fs = require("node:fs");

/** Ends a run with one line that tells its result. A suite that does not even load counts as a failed test. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`;
    process.once("exit", () => fs.writeSync(1, line));
  }
};
