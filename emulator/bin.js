#!/usr/bin/env node
// A file of its own: npm links the command when it installs a clone, before anything is built.
require("./dist/cli.js");
