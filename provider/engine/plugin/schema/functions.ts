import type { Field } from "../../../resources/fields";
import { FIELDS } from "../../../resources/webhook/fields";
import { INFO_FIELDS } from "../../../resources/webhook/webhook-info";
import { tokenOf } from "../tokens";
import { inputProperty, isAlwaysSet, outputProperty, type Schema } from "./types";

const WEBHOOK_FIELDS: Readonly<Record<string, Field>> = FIELDS;
const INFO_TOKEN = tokenOf("WebhookInfo");
const PROJECT = { type: "string", description: "The UbiOps project. Default: the project of the configuration." };

/** What look-ups return of a webhook. */
function webhookInfo(): Schema {
  const fields = Object.entries(WEBHOOK_FIELDS).filter(([name]) => INFO_FIELDS.includes(name));
  const names = fields.filter(([name, field]) => isAlwaysSet(name, field)).map(([name]) => name);
  return {
    type: "object",
    description: "A webhook as it is at UbiOps.",
    properties: {
      webhookId: { type: "string", description: "The UUID that UbiOps gave the webhook." },
      ...Object.fromEntries(fields.map(([name, field]) => [name, outputProperty(name, field)])),
      protectedHeaderNames: {
        type: "array",
        items: { type: "string" },
        description: "The names of the protected headers. Their values are never returned.",
      },
    },
    required: ["webhookId", ...names, "protectedHeaderNames"],
  };
}

export const functionTypes = (): Schema => ({ [INFO_TOKEN]: webhookInfo() });

export function functionsSchema(): Schema {
  const { properties, required } = webhookInfo();
  const filter = ["labels", "objectType", "event"].flatMap((name) => {
    const field = WEBHOOK_FIELDS[name];
    return field ? [[name, inputProperty(name, field)] as const] : [];
  });
  return {
    [tokenOf("getWebhook")]: {
      description: "Looks up one webhook, by its name or its UUID, whoever created it.",
      inputs: {
        properties: {
          project: PROJECT,
          name: { type: "string", description: "The name of the webhook. Pass either this or webhookId." },
          webhookId: { type: "string", description: "The UUID of the webhook. Pass either this or name." },
        },
      },
      outputs: { properties, required },
    },
    [tokenOf("listWebhooks")]: {
      description: "Lists the webhooks of a project that match everything that is given, whoever created them.",
      inputs: { properties: { project: PROJECT, ...Object.fromEntries(filter) } },
      outputs: {
        properties: {
          webhooks: { type: "array", items: { $ref: `#/types/${INFO_TOKEN}` }, description: "The webhooks." },
        },
        required: ["webhooks"],
      },
    },
  };
}
