import { readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

import type { Field } from "../../provider/resources/fields";
import { FIELDS } from "../../provider/resources/webhook/fields";
import { ROOT } from "../../tools/support/command";

interface Documented {
  readonly optional: boolean;
  readonly text: string;
  readonly default: string | undefined;
}

/** The properties of the interface that programs see, as its docstrings tell of them. */
function documented(): Map<string, Documented> {
  const file = ts.createSourceFile(
    "webhook.ts",
    readFileSync(path.join(ROOT, "provider/program/webhook.ts"), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const settings = file.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === "WebhookSettings");
  return new Map(
    settings?.members.map((member) => {
      const text = ts
        .getJSDocCommentsAndTags(member)
        .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
        .join(" ");
      const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
      const told = {
        optional: member.questionToken !== undefined,
        text,
        default: ts.getTextOfJSDocComment(tag?.comment),
      };
      return [member.name?.getText() ?? "", told];
    }),
  );
}

const DOCUMENTED = documented();
const fields = Object.entries<Field>(FIELDS);

const told = (name: string): Documented => {
  const found = DOCUMENTED.get(name);
  if (!found) throw new Error(`WebhookSettings has no ${name}`);
  return found;
};

test("Every setting of a webhook is a field of the table", () => {
  expect([...DOCUMENTED.keys()]).toEqual(Object.keys(FIELDS));
});

describe.each(fields)("The docstring of %s", (name, { required, replaces = false, default: fallback, type, doc }) => {
  test("says whether it may be left out, and what it is then", () => {
    const { optional, default: words } = told(name);
    expect(optional).toBe(!required);
    if (required) expect(words).toBeUndefined();
    else if (fallback === undefined) expect(words).toMatch(/\w/);
    else expect(words).toBe(JSON.stringify(fallback));
  });

  test("begins like the table's sentence", () => {
    const [opening = ""] = doc.split(/[.,:]/);
    expect(told(name).text.startsWith(opening)).toBe(true);
  });

  test("states the limits that the table has", () => {
    const limits = (type.expects.match(/\d+/g) ?? []).filter((limit) => limit !== "0");
    expect(told(name).text.match(/\b\d+\b/g) ?? []).toEqual(limits);
  });

  test("says whether a change replaces the webhook", () => {
    expect(told(name).text.includes("A change replaces the webhook")).toBe(replaces);
  });
});
