import { writeFileSync } from "node:fs";

import type { Fields } from "../provider/resources/fields";
import { FIELDS } from "../provider/resources/webhook/fields";
import { README, readReadme } from "./support/readme";

const BLOCK = /(<!-- fields: [^\n]* -->\n)[^]*?(<!-- \/fields -->)/;

/** The table of fields as Markdown. */
export function fieldsTable(): string {
  const fields: Fields = FIELDS;
  const rows = Object.entries(fields).map(([name, { type, required, replaces, default: fallback, doc }]) => {
    const preset = required ? "required" : fallback === undefined ? "" : `\`${JSON.stringify(fallback)}\``;
    return `| \`${name}\` | ${doc} | ${type.expects} | ${preset} | ${replaces ? "replaces" : ""} |`;
  });
  return ["| field | meaning | value | default | a change |", "| --- | --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

/** The README with the table as it is now. */
const withFieldsTable = (readme: string): string =>
  readme.replace(BLOCK, (_, before: string, after: string) => `${before}${fieldsTable()}${after}`);

if (require.main === module) writeFileSync(README, withFieldsTable(readReadme()));
