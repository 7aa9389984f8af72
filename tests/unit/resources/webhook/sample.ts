import { REQUEST_FIELDS } from "../../../../provider/resources/webhook-test/fields";

export const UUID = "e54251d8-e518-424f-bf7d-c45aaf26f72c";
export const ID = `shop/${UUID}`;
export const HOST = "https://api.ubiops.com/v2.1";

/** A configured process, as `check` and `diff` know it. */
export const settings = { problems: [], project: "configured", host: HOST };

/** The least that a program can declare. */
export const least = {
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
} as const;

/** Checked arguments with a value for every field. */
export const checked = {
  ...least,
  project: "shop",
  name: "finished",
  version: "v1",
  headers: { "X-Env": "prod" },
  protectedHeaders: { Authorization: "s3cret" },
  description: "tells the shop",
  labels: { team: "a" },
  timeout: 20,
  enabled: false,
  retry: true,
  includeResult: true,
  adoptExisting: false,
} as const;

/** Those of them that a test call is made of. */
export const checkedTest = {
  ...Object.fromEntries(Object.entries(checked).filter(([name]) => name in REQUEST_FIELDS)),
  failOnError: true,
  triggers: null,
};
