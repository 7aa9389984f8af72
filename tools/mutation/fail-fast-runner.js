const { default: TestRunner } = require("jest-runner");

/** Test files one after the other, those that take no time first, until one of them fails: by then the mutant is dead. */
module.exports = class FailFastRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    let failed = false;
    const stop = this.on("test-file-success", ([, { numFailingTests }]) => {
      failed ||= numFailingTests > 0;
    });
    for (const test of [...tests].sort((one, other) => (one.duration ?? 0) - (other.duration ?? 0))) {
      await super.runTests([test], watcher, options);
      if (failed) break;
    }
    stop();
  }
};
