import { FIELDS, type Fields } from "../../resources/webhook/fields";
import { oneLine } from "../terminal";
import type { Declaration, Undeclarable } from "./declarations";

export type Language = "typescript" | "javascript";

export interface ProgramPlan {
  readonly language: Language;
  readonly declared: readonly Declaration[];
  readonly undeclarable: readonly Undeclarable[];
  /** Whether the program itself adopts the webhooks. */
  readonly adopt: boolean;
  /** What is to be done before the first preview, a line each. */
  readonly steps: readonly string[];
}

/** The text of a program that declares the webhooks. */
export function programText(plan: ProgramPlan): string {
  const isConfigured = plan.declared.some(({ settings }) => settings.size > 0);
  return [
    ...plan.steps,
    ...plan.undeclarable.flatMap(({ name, reasons }) => [
      "",
      `Not declared: the webhook ${JSON.stringify(name)}. ${reasons.join(" ")}`,
    ]),
  ]
    .map((line) => `// ${oneLine(line)}`.trimEnd())
    .concat(
      "",
      ...imports(plan.language, isConfigured),
      ...(isConfigured ? ["", "const config = new pulumi.Config();"] : []),
    )
    .concat(
      plan.declared.flatMap((declaration) => ["", ...resource(declaration, plan.adopt)]),
      "",
    )
    .join("\n");
}

function imports(language: Language, isConfigured: boolean): string[] {
  const modules = [...(isConfigured ? [["pulumi", "@pulumi/pulumi"]] : []), ["ubiops", "pulumi-ubiops"]] as const;
  return language === "typescript"
    ? modules.map(([name, module]) => `import * as ${name} from "${module}";`)
    : ['"use strict";', ...modules.map(([name, module]) => `const ${name} = require("${module}");`)];
}

function resource({ logicalName, variable, inputs, headers, settings }: Declaration, adopt: boolean): string[] {
  const fields: Fields = FIELDS;
  const said = Object.entries(fields).filter(
    ([name, field]) => inputs[name] !== undefined && !same(inputs[name], field.default),
  );
  return [
    `const ${variable} = new ubiops.Webhook(${literal(logicalName)}, {`,
    ...said.map(([name]) => `  ${name}: ${literal(inputs[name])},`),
    ...headerLines(headers, settings),
    ...(adopt ? ["  adoptExisting: true,"] : []),
    "});",
  ];
}

function headerLines(headers: Declaration["headers"], settings: Declaration["settings"]): string[] {
  const lines = Object.entries(headers).map(([key, entry]) => {
    const setting = settings.get(key);
    const value = setting === undefined ? literal(entry.value) : `config.requireSecret(${literal(setting)})`;
    return `    { key: ${literal(key)}, value: ${value}${entry.protected ? ", protected: true" : ""} },`;
  });
  return lines.length > 0 ? ["  headers: [", ...lines, "  ],"] : [];
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A value as the language writes it. */
function literal(value: unknown): string {
  if (typeof value !== "object" || value === null) return text(value);
  const entries = Object.entries(value).map(
    ([name, part]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name)}: ${literal(part)}`,
  );
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}

/** JSON is JavaScript but for two line breaks, which editors do not show. */
const text = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
