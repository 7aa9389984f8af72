import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as assumptions from "./assumptions";

const OTHERS = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("assumptions"))
  .map((file) => ({ file, text: readFileSync(join(__dirname, file), "utf8") }));

it.each(Object.keys(assumptions))("%s is used in one module", (name) => {
  expect(OTHERS.filter(({ text }) => new RegExp(`\\b${name}\\b`).test(text))).toHaveLength(1);
});
