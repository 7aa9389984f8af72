import { STORED_CONFIGURATION } from "../../shared/configuration";
import { isUnknown, UNKNOWN } from "../../shared/engine-values";
import { isRecord, isSet } from "../../shared/values";
import { type Fields, problemsIn, settle } from "../fields";
import type { Checked, CheckRequest, Inputs, Properties } from "../types";
import type { Settings } from "../session";
import { automaticName } from "./automatic-name";
import { eventsOf, FIELDS, OBJECT_TYPES } from "./fields";

const NO_PROJECT =
  'project: is required: set it here, run "pulumi config set ubiops:project <name>", or set UBIOPS_PROJECT ' +
  "(for an explicit Provider: set its project). " +
  STORED_CONFIGURATION;

/** Fills in defaults and the automatic name, and validates. */
export function checkWebhook(settings: Settings, request: CheckRequest): Checked {
  const { inputs, failures } = checkFields(settings, FIELDS, request);
  if (isSet(inputs.properties["name"])) return { inputs, failures };
  const name = nameFor(request, inputs.properties);
  return {
    inputs: { ...inputs, properties: { ...inputs.properties, name: name ?? null } },
    failures: [...failures, ...nameProblem(name)],
  };
}

function nameProblem(name: string | undefined): string[] {
  if (name === undefined) return [NAME_REQUIRED];
  const problem = FIELDS.name.type.problem(name);
  return problem === undefined
    ? []
    : [
        `name: the one that pulumi:autonaming makes ${problem}: give the webhook a name of its own, or change that setting.`,
      ];
}

const NAME_REQUIRED =
  "name: is required: automatic names are switched off in this stack (pulumi:autonaming), or the resource has none to be named after.";

/**
 * Fills in defaults and validates what a webhook and a webhook test have in common.
 * @param fields the fields of the resource
 */
export function checkFields(settings: Settings, fields: Fields, { declared, previous }: CheckRequest): Checked {
  const settled = settle(fields, declared.properties);
  if (!isSet(settled["project"])) settled["project"] = settings.project ?? null;
  // A header that was protected at the service has no value here. With `ignoreChanges` the engine declares it as it was read.
  const known = {
    ...settled,
    protectedHeaders: withoutForeign(settled["protectedHeaders"], previous["protectedHeaders"]),
  };
  const failures = [
    ...settings.problems,
    ...problemsIn(fields, { properties: { ...declared.properties, ...known }, secrets: declared.secrets }),
    ...eventProblem(settled),
    ...headersProblem(settled, declared),
    ...(settings.problems.length === 0 && !isSet(settled["project"]) ? [NO_PROJECT] : []),
  ];
  return { inputs: { properties: settled, secrets: declared.secrets }, failures };
}

function withoutForeign(declared: unknown, previous: unknown): unknown {
  if (!isRecord(declared) || !isRecord(previous)) return declared;
  return Object.fromEntries(Object.entries(declared).filter(([name, value]) => value !== "" || previous[name] !== ""));
}

function eventProblem({ objectType, event }: Properties): string[] {
  const type = OBJECT_TYPES.find((known) => known === objectType);
  if (type === undefined || isUnknown(event) || FIELDS.event.type.problem(event) !== undefined) return [];
  const own: readonly unknown[] = eventsOf(type);
  return own.includes(event)
    ? []
    : [`event: must be an event of a ${type}: one of ${own.map((name) => `"${String(name)}"`).join(", ")}.`];
}

/** A header is either plain or protected. */
function headersProblem({ headers, protectedHeaders }: Properties, { secrets }: Inputs): string[] {
  if (!isRecord(headers) || !isRecord(protectedHeaders)) return [];
  const hidden = new Set(Object.keys(protectedHeaders).map((name) => name.toLowerCase()));
  const both = Object.keys(headers).filter((name) => hidden.has(name.toLowerCase()));
  const isSecret = secrets.includes("headers") || secrets.includes("protectedHeaders");
  return both.map(
    (name) =>
      `headers: ${isSecret ? "a header" : `header ${JSON.stringify(name)}`}: is in protectedHeaders too: remove one of them.`,
  );
}

const OBJECT = ["objectType", "objectName", "version"] as const;

/**
 * The name of a webhook that the program does not name. Another object needs another webhook, and so another name: both
 * exist until the old webhook is deleted. A proposed name is only for a webhook that has none yet.
 */
function nameFor({ previous, naming }: CheckRequest, settled: Properties): string | undefined {
  const object = OBJECT.map((field) => settled[field] ?? null);
  if (object.some(isUnknown)) return UNKNOWN;
  const made = naming && ("seed" in naming ? automaticName(naming.seed, object) : naming.proposed);
  const isSameObject = OBJECT.every((field, index) => (previous[field] ?? null) === object[index]);
  if (naming && "seed" in naming && !naming.isKept) return isSameObject ? (naming.keptName ?? made) : made;
  const { name } = previous;
  return typeof name === "string" && isSameObject ? name : made;
}
