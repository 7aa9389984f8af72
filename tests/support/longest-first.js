"use strict";
const Sequencer = require("@jest/test-sequencer").default;

/** The tests of the engine begin first: they take longest, and the smallest of their files among them. */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isEngine = ({ context }) => context.config.displayName?.name === "engine";
    return [...sorted.filter(isEngine), ...sorted.filter((test) => !isEngine(test))];
  }
};
