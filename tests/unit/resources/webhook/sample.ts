import type { WebhookInputs } from "../../../../provider/resources/webhook/state";

export const UUID = "e54251d8-e518-424f-bf7d-c45aaf26f72c";
export const ID = `shop/${UUID}`;

/** Checked inputs with a value for every field that has no default of its own. */
export const inputs = {
  project: "shop",
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "fraud-model",
  version: "v1",
  event: "deployment_request_finished",
  headers: { Authorization: { value: "s3cret", protected: true, revision: 1 }, "X-Env": { value: "prod" } },
  description: "",
  labels: {},
  timeout: 10,
  enabled: true,
  retry: false,
  includeResult: false,
} as const satisfies WebhookInputs;

/** The properties but for those of the given names. */
export const without = (properties: object, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
