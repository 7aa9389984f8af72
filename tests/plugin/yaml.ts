import { writeFile } from "node:fs/promises";
import path from "node:path";

import { engineFolder } from "../../tools/engine/folder";
import { Emulated, type EmulatedOptions } from "../../tools/support/emulated";

const project = (body: string): string => `
name: program
runtime: yaml
packages:
  ubiops: ./node_modules/pulumi-ubiops
${body}
`;

/** Starts a program in YAML that has the plugin. */
export const startYaml = (body: string): Promise<Emulated> => startProject(project(body));

/** The same of a whole Pulumi.yaml. */
export async function startProject(text: string, options: Omit<EmulatedOptions, "source"> = {}): Promise<Emulated> {
  process.env["PULUMI_UBIOPS_ENGINE"] = await engineFolder({ yaml: true });
  return Emulated.of({ source: "", files: { "Pulumi.yaml": text }, ...options });
}

/** Replaces the program's text. */
export const writeYaml = ({ program }: Emulated, body: string): Promise<void> =>
  writeFile(path.join(program.folder, "Pulumi.yaml"), project(body));

/** A webhook with the least it needs and more properties, as YAML on one line each. */
export const webhookYaml = (name: string, properties: Readonly<Record<string, unknown>> = {}, options = {}): string => {
  const least = {
    objectType: "deployment",
    objectName: "model",
    event: "deployment_request_finished",
    url: "https://hooks.example.com/ubiops",
  };
  const resource = { type: "ubiops:Webhook", properties: { ...least, ...properties }, options };
  // JSON is YAML.
  return `  ${name}: ${JSON.stringify(resource)}`;
};
