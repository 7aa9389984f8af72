import type { WireWebhook } from "../../api/wire";
import { headersFromWire } from "../../resources/webhook/headers/wire";
import { formatId } from "../../resources/webhook/identity";
import { check } from "../../resources/webhook/check";
import { Session } from "../../resources/session";
import type { Properties } from "../../resources/webhook/state";
import { fromWire } from "../../resources/webhook/wire";
import type { WebhookHeaders } from "../../resources/webhook/types";
import { camelCase, logicalName, Names, pascalCase } from "./names";

/** A webhook that exists. */
export interface Existing {
  /** What the logical name is made of. */
  readonly label: string;
  readonly project: string;
  readonly webhook: WireWebhook;
}

/** A webhook as the program declares it. */
export interface Declaration {
  readonly logicalName: string;
  readonly variable: string;
  /** The Pulumi id. */
  readonly id: string;
  /** The inputs as `check` makes them of what the program declares, without the values that nobody knows. */
  readonly inputs: Properties;
  readonly headers: WebhookHeaders;
  /** The setting from which the program takes a header's value, by header. */
  readonly settings: ReadonlyMap<string, string>;
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

/** Declares what exists; every value that may be a secret comes from the stack's configuration. */
export function declare(existing: readonly Existing[]): Declarations {
  const [names, labels, settings] = [new Names(), new Names(), new Names()];
  const declared: Declaration[] = [];
  const undeclarable: Undeclarable[] = [];
  for (const { label, project, webhook } of existing) {
    const { inputs, headers, failures } = checked(project, webhook);
    if (failures.length > 0) {
      undeclarable.push({ name: webhook.name, reasons: failures });
      continue;
    }
    const variable = names.claim(camelCase(label));
    const secret = Object.entries(headers).filter(([, entry]) => entry.protected ?? entry.secret);
    declared.push({
      logicalName: labels.claim(logicalName(label)),
      variable,
      id: formatId(project, webhook.id),
      inputs,
      headers,
      settings: new Map(secret.map(([header]) => [header, settings.claim(`${variable}${pascalCase(header)}`)])),
    });
  }
  return { declared, undeclarable };
}

/** What a program's own check would say of the webhook. */
function checked(
  project: string,
  webhook: WireWebhook,
): { inputs: Properties; headers: WebhookHeaders; failures: readonly string[] } {
  const headers = headersFromWire(webhook.headers, {}, true);
  const list = webhook.headers.map(({ key }) => ({ key, ...headers[key] }));
  const session = new Session({ problems: [] }, () => undefined);
  return { headers, ...check(session, { headers }, { project, ...fromWire(webhook, {}), headers: list }) };
}
