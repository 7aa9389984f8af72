import type { Field } from "../../resources/fields";
import type { Properties } from "../../resources/types";
import { placeOf } from "../../resources/secrets";
import { FIELDS } from "../../resources/webhook/fields";
import { isRecord } from "../../shared/values";
import { oneLine } from "../terminal";
import type { Declaration, Undeclarable } from "./declarations";

export type Language = "typescript" | "javascript";

export interface ProgramPlan {
  readonly language: Language;
  readonly declared: readonly Declaration[];
  readonly undeclarable: readonly Undeclarable[];
  /** Whether the program itself adopts the webhooks. */
  readonly adopt: boolean;
  /** What to do before the first preview, a line each. */
  readonly steps: readonly string[];
}

/** The text of a program that declares the webhooks. It contains no secret. */
export function programText({ language, declared, undeclarable, adopt, steps }: ProgramPlan): string {
  const isConfigured = declared.some(({ settings }) => settings.length > 0);
  const comments = [...steps, ...undeclarable.flatMap((webhook) => ["", notDeclared(webhook)])];
  return [
    ...comments.map((line) => `// ${oneLine(line)}`.trimEnd()),
    "",
    ...imports(language, isConfigured),
    ...(isConfigured ? ["", "const config = new pulumi.Config();"] : []),
    ...declared.flatMap((declaration) => ["", ...resource(declaration, adopt)]),
    "",
  ].join("\n");
}

/** The sentence about a webhook that the program leaves out. */
export const notDeclared = ({ name, reasons }: Undeclarable): string =>
  `Not declared: the webhook ${JSON.stringify(name)}. ${reasons.join(" ")}`;

function imports(language: Language, isConfigured: boolean): string[] {
  const modules = [...(isConfigured ? [["pulumi", "@pulumi/pulumi"]] : []), ["ubiops", "pulumi-ubiops"]] as const;
  return language === "typescript"
    ? modules.map(([name, module]) => `import * as ${name} from "${module}";`)
    : ['"use strict";', ...modules.map(([name, module]) => `const ${name} = require("${module}");`)];
}

/** The declaration of one webhook: every field that is not at its default. */
function resource({ logicalName, variable, inputs, settings }: Declaration, adopt: boolean): string[] {
  const properties: Properties = { ...inputs.properties, adoptExisting: adopt };
  const settingAt = new Map(settings.map(({ place, name }) => [place, name]));
  const fields = Object.entries<Field>(FIELDS).filter(
    ([name, field]) => !field.type.same(properties[name], field.default ?? null),
  );
  return [
    `const ${variable} = new ubiops.Webhook(${literal(logicalName)}, {`,
    ...fields.flatMap(([name]) => indented(`${name}: ${expression(properties[name], name, settingAt)},`)),
    "});",
  ];
}

const indented = (text: string): string[] => text.split("\n").map((line) => `  ${line}`);

const LONGEST_LINE = 100;

/**
 * The program's expression for a value.
 * @param place where the value belongs, as in `SecretPlaces`
 * @param settingAt the settings that hold secret values, by place
 */
function expression(value: unknown, place: string, settingAt: ReadonlyMap<string, string>): string {
  const setting = settingAt.get(place);
  if (setting !== undefined) return `config.requireSecret(${literal(setting)})`;
  if (!isRecord(value)) return literal(value);
  const entries = Object.entries(value).map(
    ([name, item]) => `${propertyName(name)}: ${expression(item, placeOf(place, name), settingAt)}`,
  );
  const line = `{ ${entries.join(", ")} }`;
  return line.length <= LONGEST_LINE ? line : ["{", ...entries.map((entry) => `  ${entry},`), "}"].join("\n");
}

const propertyName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

/** JSON is JavaScript. Two line breaks in it are escaped all the same, since editors do not show them. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
