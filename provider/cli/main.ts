#!/usr/bin/env node
import { run } from "./run";

// A reader such as "head" may go before everything is written.
process.stdout.on("error", () => process.exit());

void run(process.argv.slice(2), {
  environment: process.env,
  folder: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
