import { encrypt, encryptionSalt } from "./passphrase";

/** A value of the stack config: in plain text, or encrypted as `pulumi config set --secret` does. */
export type ConfigValue = string | { secret: string };

export interface Stack {
  project: string;
  stack: string;
}

/** The text of Pulumi.yaml. The SDK's runner loads a compiler only if the program is compiled. */
export function projectFile(project: string, compiled: boolean, main?: string): string {
  return [
    `name: ${project}`,
    ...(main === undefined ? [] : [`main: ${main}`]),
    "runtime:",
    "  name: nodejs",
    `  options: { typescript: ${compiled} }`,
    "",
  ].join("\n");
}

/** The text of `Pulumi.<stack>.yaml`. A key without a namespace belongs to the project. */
export function stackFile(project: string, config: Readonly<Record<string, ConfigValue>>): string {
  const lines = Object.entries(config).flatMap(([key, value]) => {
    const name = JSON.stringify(key.includes(":") ? key : `${project}:${key}`);
    return typeof value === "string"
      ? [`  ${name}: ${JSON.stringify(value)}`]
      : [`  ${name}:`, `    secure: ${encrypt(value.secret)}`];
  });
  return [`encryptionsalt: ${encryptionSalt()}`, ...(lines.length === 0 ? [] : ["config:", ...lines]), ""].join("\n");
}

/** The files of a backend with one empty stack, by path. They save the second that `pulumi stack init` takes. */
export function backendFiles({ project, stack }: Stack): Record<string, string> {
  const checkpoint = { version: 3, checkpoint: { stack: `organization/${project}/${stack}`, latest: null } };
  return {
    ".pulumi/meta.yaml": "version: 1\n",
    [`.pulumi/stacks/${project}/${stack}.json`]: JSON.stringify(checkpoint),
  };
}
