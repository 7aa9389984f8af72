import { ShapeError } from "../../api";
import { parseWebhook } from "../../resources/webhook/wire";
import { isRecord } from "../../shared/values";
import { UsageError } from "../options";
import type { ExistingWebhook } from "./declarations";

const RESOURCE_TYPE = "ubiops_webhook";
const STATE_VERSION = 4;

/**
 * The webhooks of a Terraform state file, in the schema of UbiOps' own provider.
 * @throws UsageError if it is not such a file, or if a webhook in it is incomplete
 */
export function webhooksOfTerraform(text: string): ExistingWebhook[] {
  return resourcesOf(text).flatMap((resource) => {
    if (resource["mode"] !== "managed" || resource["type"] !== RESOURCE_TYPE) return [];
    const address = [...moduleNames(resource["module"]), String(resource["name"])];
    return records(resource["instances"])
      .filter((instance) => instance["deposed"] === undefined)
      .map((instance) => {
        const title = [...address, ...indexIn(instance["index_key"])].join("-");
        return toExisting(title, instance["attributes"]);
      });
  });
}

function resourcesOf(text: string): Record<string, unknown>[] {
  const state = parseJson(text, "The Terraform state");
  if (isRecord(state) && state["version"] === STATE_VERSION && Array.isArray(state["resources"]))
    return records(state["resources"]);
  throw new UsageError(
    `The Terraform state is not an unencrypted state of format ${STATE_VERSION}: write one with "terraform state pull" ("terraform show -json" has another format).`,
  );
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message may quote a secret.
    throw new UsageError(`${what} is not valid JSON.`);
  }
}

const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** The names and indexes in a path such as `module.a["b"].module.c`. */
function moduleNames(path: unknown): string[] {
  const steps = typeof path === "string" ? path.matchAll(/module\.([^.[]+)(?:\["?(.*?)"?\])?/g) : [];
  return [...steps].flatMap(([, name = "", index]) => [name, ...indexIn(index)]);
}

/** The index of a resource with `count` or `for_each`; nothing if it has none. */
const indexIn = (index: unknown): string[] =>
  typeof index === "string" || typeof index === "number" ? [String(index)] : [];

function toExisting(title: string, attributes: unknown): ExistingWebhook {
  const { project_name: project, headers_json: headers, ...fields } = isRecord(attributes) ? attributes : {};
  const where = `${RESOURCE_TYPE} ${title} of the Terraform state`;
  if (typeof project !== "string" || project === "") throw new UsageError(`${where}: project_name is missing.`);
  const list = typeof headers === "string" && headers.trim() !== "" ? parseJson(headers, `${where}: headers_json`) : [];
  try {
    return { title, project, webhook: parseWebhook({ ...fields, headers: list }) };
  } catch (error) {
    if (error instanceof ShapeError) throw new UsageError(`${where}: ${error.message}.`);
    throw error;
  }
}
