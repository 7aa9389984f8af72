"use strict";
module.exports = globalThis.nodeRequire("got");
