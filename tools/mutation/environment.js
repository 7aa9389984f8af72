const Environment = require("../../tests/support/environment.js");

/** One failed test is enough to kill a mutant: the rest of its file is skipped. */
module.exports = class extends Environment {
  #failed = false;

  handleTestEvent({ name, test }) {
    if (name === "test_fn_failure" || name === "hook_failure") this.#failed = true;
    if (name === "test_start" && this.#failed) test.mode = "skip";
  }
};
