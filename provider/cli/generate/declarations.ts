import type { WireWebhook } from "../../api";
import type { Inputs } from "../../resources/types";
import { placeOf } from "../../resources/secrets";
import { checkWebhook } from "../../resources/webhook/check";
import { headersFromWire, isCredentialName } from "../../resources/webhook/headers";
import { formatId } from "../../resources/webhook/identity";
import { fromWire } from "../../resources/webhook/wire";
import { isCredentialUrl } from "../../resources/webhook/credential-url";
import { camelCase, logicalName, Names, pascalCase } from "./names";

/** A webhook that exists at UbiOps. */
export interface ExistingWebhook {
  /** What the resource is named after. */
  readonly title: string;
  readonly project: string;
  readonly webhook: WireWebhook;
}

/** A webhook as the program declares it. */
export interface Declaration {
  readonly logicalName: string;
  readonly variable: string;
  /** The Pulumi id. */
  readonly id: string;
  /** The inputs as they are at UbiOps, checked. The values of protected headers are empty. */
  readonly inputs: Inputs;
  /** The values that the program takes from the stack's configuration. */
  readonly settings: readonly SecretSetting[];
}

/** A setting of the stack that holds a secret value. */
export interface SecretSetting {
  readonly name: string;
  /** Where the value belongs: `"url"`, `"headers/X-Api-Key"`. */
  readonly place: string;
  /** Whether UbiOps returns the value. */
  readonly isReadable: boolean;
}

/** A webhook that no program can declare. */
export interface Undeclarable {
  readonly name: string;
  readonly reasons: readonly string[];
}

export interface Declarations {
  readonly declared: readonly Declaration[];
  readonly undeclarable: readonly Undeclarable[];
}

/** Declares what exists. Every value that may be a secret comes from the stack's configuration. */
export function declare(existing: readonly ExistingWebhook[]): Declarations {
  const [variables, logicalNames, settingNames] = [new Names(), new Names(), new Names()];
  const declared: Declaration[] = [];
  const undeclarable: Undeclarable[] = [];
  for (const { title, project, webhook } of existing) {
    const secrets = secretValues(webhook);
    const { inputs, failures } = check(project, webhook, secrets);
    if (failures.length > 0) {
      undeclarable.push({ name: webhook.name, reasons: failures });
      continue;
    }
    const variable = variables.claim(camelCase(title));
    declared.push({
      logicalName: logicalNames.claim(logicalName(title)),
      variable,
      id: formatId(project, webhook.id),
      inputs,
      settings: secrets.map(({ suffix, ...secret }) => ({
        name: settingNames.claim(`${variable}${pascalCase(suffix)}`),
        ...secret,
      })),
    });
  }
  return { declared, undeclarable };
}

interface SecretValue extends Omit<SecretSetting, "name"> {
  readonly field: "url" | "headers" | "protectedHeaders";
  /** The end of the setting's name. */
  readonly suffix: string;
}

/** The values that must not stand in a program: the URL and plain headers if they may be credentials, protected headers. */
function secretValues(webhook: WireWebhook): SecretValue[] {
  const url = isCredentialUrl(String(webhook["url"]))
    ? [{ field: "url", suffix: "url", place: "url", isReadable: true } as const]
    : [];
  const headers = webhook.headers
    .filter(({ key, protected: isProtected }) => isProtected || isCredentialName(key))
    .map(({ key, protected: isProtected }) => {
      const field = isProtected ? "protectedHeaders" : "headers";
      return { field, suffix: key, place: placeOf(field, key), isReadable: !isProtected } as const;
    });
  return [...url, ...headers];
}

const NOTHING_RECORDED = { headers: {}, protectedHeaders: {} };

/** Checks the webhook as it is at UbiOps like the arguments of a program. */
function check(project: string, webhook: WireWebhook, secretValues: readonly SecretValue[]) {
  const { headers, protectedHeaders } = headersFromWire(webhook.headers, NOTHING_RECORDED);
  // A program that puts a secret into a field makes the whole field a secret; protected headers always are.
  const fields = secretValues.map(({ field }) => field).filter((field) => field !== "protectedHeaders");
  return checkWebhook(
    { problems: [] },
    {
      declared: {
        properties: { project, ...fromWire(webhook, {}), headers, protectedHeaders },
        secrets: [...new Set(fields)].toSorted(),
      },
      // Nobody knows the values of protected headers: they are empty, as after an import.
      previous: { protectedHeaders },
      naming: undefined,
    },
  );
}
