import { parseWebhook, ShapeError } from "../../api/parse";
import { isRecord } from "../../resources/webhook/headers/entries";
import { UsageError } from "../exit-codes";
import type { Existing } from "./declarations";

const RESOURCE_TYPE = "ubiops_webhook";
const STATE_VERSION = 4;

/**
 * The webhooks of a Terraform state file, in the official provider's schema.
 * @throws UsageError where it is no such file, or a webhook in it is not whole
 */
export function webhooksOfTerraform(text: string): Existing[] {
  return resourcesOf(text).flatMap((resource) => {
    if (resource["mode"] !== "managed" || resource["type"] !== RESOURCE_TYPE) return [];
    const address = [...modules(resource["module"]), String(resource["name"])];
    return records(resource["instances"])
      .filter((instance) => instance["deposed"] === undefined)
      .map((instance) => webhookOf([...address, ...key(instance["index_key"])].join("-"), instance["attributes"]));
  });
}

function resourcesOf(text: string): Record<string, unknown>[] {
  const state = parse(text, "The Terraform state");
  if (isRecord(state) && state["version"] === STATE_VERSION && Array.isArray(state["resources"]))
    return records(state["resources"]);
  throw new UsageError(
    `The Terraform state is not of format ${STATE_VERSION} in clear: "terraform state pull" writes it (and "terraform show -json" another one).`,
  );
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words may quote a secret.
    throw new UsageError(`${what} is no JSON.`);
  }
}

const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** The names in a path such as `module.a["b"].module.c`. */
function modules(path: unknown): string[] {
  const steps = typeof path === "string" ? path.matchAll(/module\.([^.[]+)(?:\["?(.*?)"?\])?/g) : [];
  return [...steps].flatMap(([, name = "", index]) => [name, ...key(index)]);
}

const key = (index: unknown): string[] =>
  typeof index === "string" || typeof index === "number" ? [String(index)] : [];

function webhookOf(label: string, attributes: unknown): Existing {
  const { project_name: project, headers_json: headers, ...fields } = isRecord(attributes) ? attributes : {};
  const where = `${RESOURCE_TYPE} ${label} of the Terraform state`;
  if (typeof project !== "string" || project === "") throw new UsageError(`${where}: project_name is missing.`);
  const list = typeof headers === "string" && headers.trim() !== "" ? parse(headers, `${where}: headers_json`) : [];
  try {
    return { label, project, webhook: parseWebhook({ ...fields, headers: list }) };
  } catch (error) {
    if (error instanceof ShapeError) throw new UsageError(`${where}: ${error.message}.`);
    throw error;
  }
}
