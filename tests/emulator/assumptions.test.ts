import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as assumptions from "../../emulator/src/assumptions";

const SOURCES = join(__dirname, "../../emulator/src");
const OTHERS = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("assumptions"))
  .map((file) => ({ file, text: readFileSync(join(SOURCES, file), "utf8") }));

it.each(Object.keys(assumptions))("%s is used in one module", (name) => {
  expect(OTHERS.filter(({ text }) => new RegExp(`\\b${name}\\b`).test(text))).toHaveLength(1);
});
