"use strict";
const Environment = require("./environment.js");

/** The engine's tests of a file build on one another, since its commands take seconds: `--randomize` leaves them in order. */
module.exports = class extends Environment {
  handleTestEvent({ name }, state) {
    if (name === "setup") state.randomize = false;
  }
};
