"use strict";
const Environment = require("./environment.js");

/** The tests in a file of the engine build on one another, since its commands take seconds. `--randomize` keeps their order. */
module.exports = class extends Environment {
  handleTestEvent({ name }, state) {
    if (name === "setup") state.randomize = false;
  }
};
