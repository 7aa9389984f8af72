import type { Field } from "../../../resources/fields";
import { MANIFEST, pluginDownloadUrl } from "../../../shared/manifest";
import type { Served } from "../resources";
import { PACKAGE, tokenOf } from "../tokens";
import { functionsSchema, functionTypes } from "./functions";
import { configVariables, providerInputs } from "./settings";
import { enumsOf, inputProperty, isAlwaysSet, outputProperty, type Schema } from "./types";

/** The schema of the package, from which SDKs of all languages are generated. Tables of fields and texts make it. */
export function packageSchema(resources: Readonly<Record<string, Served>>): Schema {
  const url = pluginDownloadUrl();
  const fields = Object.values(resources).flatMap(({ fields: own }) => Object.entries<Field>(own));
  return {
    name: PACKAGE,
    displayName: "UbiOps",
    version: MANIFEST.version,
    description: MANIFEST.description,
    license: MANIFEST.license,
    keywords: ["ubiops", "webhook", "mlops", "category/infrastructure"],
    ...(url !== undefined && { pluginDownloadURL: url }),
    config: { variables: configVariables() },
    provider: {
      description: "The settings of another organization, or of another UbiOps.",
      inputProperties: providerInputs(),
    },
    types: { ...enumsOf(fields), ...functionTypes() },
    resources: Object.fromEntries(
      Object.entries(resources).map(([name, served]) => [tokenOf(name), resourceSchema(served)]),
    ),
    functions: functionsSchema(),
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
      go: { respectSchemaVersion: true },
      csharp: { respectSchemaVersion: true },
    },
  };
}

function resourceSchema({ fields, outputs, dynamicType, doc, examples }: Served): Schema {
  const entries = Object.entries<Field>(fields);
  const learned = Object.entries(outputs);
  return {
    description: `${doc}\n\n${exampleSection(examples)}`,
    properties: {
      ...Object.fromEntries(entries.map(([name, field]) => [name, outputProperty(name, field)])),
      ...Object.fromEntries(learned.map(([name, output]) => [name, { type: "string", description: output.doc }])),
    },
    required: [
      ...entries.filter(([name, field]) => isAlwaysSet(name, field)).map(([name]) => name),
      ...learned.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
    ],
    inputProperties: Object.fromEntries(entries.map(([name, field]) => [name, inputProperty(name, field)])),
    requiredInputs: entries.filter(([, { required }]) => required).map(([name]) => name),
    aliases: [{ type: dynamicType }],
  };
}

function exampleSection(examples: Served["examples"]): string {
  const programs = Object.entries(examples).map(([language, program]) => `\`\`\`${language}${program}\n\`\`\``);
  return `{{% examples %}}\n## Example Usage\n{{% example %}}\n${programs.join("\n\n")}\n{{% /example %}}\n{{% /examples %}}`;
}
