import type { StoredWebhook } from "../../emulator/src";

const PROVIDER = 'provider["registry.terraform.io/ubiops/ubiops"]';

/** The required attributes of a webhook in the state of UbiOps' Terraform provider. */
const required = ({ id, name, url, event, version }: StoredWebhook, project: string) => ({
  id,
  name,
  url,
  event,
  project_name: project,
  object_type: "deployment",
  object_name: "model",
  version,
  description: null,
});

/** A Terraform state with a webhook in the root module that has every attribute, and one of a `for_each` in another module. */
export const terraformState = (project: string, own: StoredWebhook, each: StoredWebhook): string =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.9.5",
    serial: 3,
    lineage: "6f1f0c0e-8f5e-4d2f-9b59-8c2d1f4c1a11",
    outputs: {},
    resources: [
      {
        mode: "managed",
        type: "ubiops_webhook",
        name: own.name,
        provider: PROVIDER,
        instances: [
          {
            schema_version: 0,
            attributes: {
              ...required(own, project),
              headers_json: JSON.stringify(own.headers),
              labels: own.labels,
              timeout: own.timeout,
              enabled: own.enabled,
              retry: own.retry,
              include_result: own.include_result,
              creation_date: own.creation_date,
              last_updated: own.last_updated,
            },
            sensitive_attributes: [[{ type: "get_attr", value: "headers_json" }]],
          },
        ],
      },
      {
        module: "module.alerts",
        mode: "managed",
        type: "ubiops_webhook",
        name: "each",
        provider: PROVIDER,
        instances: [
          {
            index_key: each.name,
            schema_version: 0,
            attributes: { ...required(each, project), headers_json: null, labels: null },
          },
        ],
      },
    ],
    check_results: null,
  });
