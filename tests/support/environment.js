"use strict";
const { TestEnvironment } = require("jest-environment-node");

/** Jest's sandbox cannot load ESM by `import()` or `require()`, so it gets Node's own `require` for got. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeRequire = require;
  }
};
