#!/usr/bin/env node
import { execute } from "./commands";

// A reader such as "head" may close the pipe before everything is written.
process.stdout.on("error", () => process.exit());

void execute(process.argv.slice(2), {
  environment: process.env,
  folder: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
