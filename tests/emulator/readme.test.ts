import { readFileSync } from "node:fs";
import { join } from "node:path";

import { troubleSchema } from "../../emulator/src/control/schemas";
import { PROTECTED_FORMS } from "../../emulator/src";
import { emulators } from "./emulators";

const README = readFileSync(join(__dirname, "../../emulator/README.md"), "utf8");

const start = emulators();

/** The first two columns of a section's table. */
function rows(title: string): (readonly [string, string])[] {
  const [, section = ""] = README.split(`\n## ${title}\n`);
  const [text = ""] = section.split("\n## ");
  return [...text.matchAll(/^\| (`.+?) \| (.*?)\|/gm)].map(([, first = "", second = ""]) => [first, second]);
}

/** The texts in backticks. */
const codes = (text: string): string[] => [...text.matchAll(/`(.+?)`/g)].map(([, code = ""]) => code);

it("lists the forms of protected headers", () => {
  expect(rows("Protected headers").flatMap(([form]) => codes(form))).toEqual(PROTECTED_FORMS);
});

it("lists the kinds of troubles with their fields", () => {
  const selection = ["kind", "methods", "path", "times", "every", "share", "seed"];
  const kinds = troubleSchema.oneOf.map(({ properties, required }) => {
    const fields = Object.keys(properties).filter((field) => !selection.includes(field));
    return [properties.kind.const, ...fields.map((field) => (required.includes(field) ? field : `${field}?`))];
  });
  // After a colon come the values of a field.
  expect(rows("Troubles").map(([kind, fields]) => [...codes(kind), ...codes(fields.replace(/:.*/, ""))])).toEqual(
    kinds,
  );
});

it("lists calls that the control API has", async () => {
  const { controlUrl } = await start();
  const calls = rows("The control API").flatMap(([cell]) => codes(cell));
  expect(calls).toHaveLength(17);
  for (const call of calls) {
    const [method = "", path = ""] = call.split(" ");
    const answer = await fetch(controlUrl + path.replaceAll(/\{\w+\}/g, "x"), { method });
    expect(`${call}: ${await answer.text()}`).not.toContain("There is no ");
  }
});
