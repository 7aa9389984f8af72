"use strict";
const { TestEnvironment } = require("jest-environment-node");

/** Jest's sandbox loads neither `import()` nor ESM by `require()`: it is handed Node's own `require` for got. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeRequire = require;
  }
};
