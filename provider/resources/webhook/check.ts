import { isUnknown, UNKNOWN } from "../../shared/engine-values";
import { eventsOf, FIELDS, type Fields } from "./fields";
import { checkHeaders } from "./headers/check";
import { readEntries } from "./headers/entries";
import { automaticName } from "./automatic-name";
import { didYouMean } from "../../shared/nearest";
import type { Session } from "../session";
import type { Properties } from "./state";

export interface Checked {
  /** The inputs with names, defaults and header revisions; they are good only where nothing failed. */
  readonly inputs: Properties;
  /** Everything that is wrong, a sentence each, which names its field and never a value. */
  readonly failures: readonly string[];
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * Fills defaults and the name, and validates.
 * @param previous the last checked inputs; empty for a new webhook
 */
export function check(session: Session, previous: Properties, declared: Properties, fields: Fields = FIELDS): Checked {
  const failures = [...session.problems];
  const secrets = Array.isArray(declared["__secrets"]) ? declared["__secrets"] : [];
  const { headers, problems } = checkHeaders(
    declared["headers"],
    readEntries(previous["headers"]),
    secrets.includes("headers"),
  );

  const settled: Record<string, unknown> = { ...declared, ...plainFields(declared, fields) };
  if (!isSet(settled["project"]) && session.project !== undefined) settled["project"] = session.project;
  // The seed goes with the resource, so that a logical name changed with `aliases` does not rename the webhook.
  // With a name of the program's own there is none: an imported webhook cannot have one yet, and it would be a difference.
  const seed = isSet(settled["name"]) ? undefined : (previous["__seed"] ?? declared["__seed"]);
  if (isSet(seed)) settled["name"] = nameFrom(seed, settled);

  const { project, name } = previous;
  if (typeof project === "string" && typeof name === "string") {
    if (settled["name"] === name) session.keep(project, name);
    else session.release(project, name);
  }

  failures.push(...strangers(declared, fields), ...fieldProblems(settled, fields, secrets));
  failures.push(...problems.map((problem) => `${problem}.`), ...eventProblem(settled));
  if (fields["name"] && !isSet(settled["name"]) && !isSet(seed))
    failures.push(`name: is required: ${fields["name"].doc}`);
  if (session.problems.length === 0 && !isSet(settled["project"])) failures.push(NO_PROJECT);
  return { inputs: { ...withDefaults(settled, fields), headers, ...internals(seed, secrets) }, failures };
}

const NO_PROJECT =
  'project: is required: set it here, run "pulumi config set ubiops:project <name>", or set UBIOPS_PROJECT (an explicit Provider: its project).';

/** The declared fields as they are recorded and sent. */
function plainFields(declared: Properties, fields: Fields): Properties {
  const given = Object.entries(fields).filter(([name]) => isSet(declared[name]));
  return Object.fromEntries(given.map(([name, field]) => [name, field.kind.plain(declared[name])]));
}

function nameFrom(seed: unknown, { objectType, objectName, version }: Properties): string | undefined {
  if ([seed, objectType, objectName, version].some(isUnknown)) return UNKNOWN;
  if (typeof seed !== "string" || typeof objectType !== "string" || typeof objectName !== "string") return undefined;
  return automaticName(seed, { objectType, objectName, version: typeof version === "string" ? version : undefined });
}

/** Properties that no field knows: misspelled ones, most likely. */
function strangers(declared: Properties, fields: Fields): string[] {
  const known = [...Object.keys(fields), "headers"];
  return Object.keys(declared)
    .filter((name) => !name.startsWith("__") && !known.includes(name) && isSet(declared[name]))
    .map((name) => `${name}: there is no such property${didYouMean(name, known)}.`);
}

function fieldProblems(settled: Properties, fields: Fields, secrets: readonly unknown[]): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = settled[name];
    if (!isSet(value)) return field.required ? [`${name}: is required: ${field.doc}`] : [];
    const problem = field.kind.problem(value, secrets.includes(name));
    return problem === undefined ? [] : [`${name}: ${problem}.`];
  });
}

function eventProblem({ objectType, event }: Properties): string[] {
  if (typeof objectType !== "string" || typeof event !== "string" || isUnknown(event)) return [];
  const [own, others] = [eventsOf(objectType), FIELDS.event.kind];
  if (FIELDS.objectType.kind.problem(objectType) !== undefined || others.problem(event) !== undefined) return [];
  if (isUnknown(objectType) || own.includes(event)) return [];
  return [`event: must be an event of a ${objectType}, one of ${own.map((name) => `"${name}"`).join(", ")}.`];
}

function withDefaults(settled: Properties, fields: Fields): Properties {
  const values = Object.entries(fields).map(([name, field]) => [name, settled[name] ?? field.default] as const);
  return Object.fromEntries(values.filter(([, value]) => isSet(value)));
}

const internals = (seed: unknown, secrets: readonly unknown[]): Properties => ({
  ...(isSet(seed) && { __seed: seed }),
  ...(secrets.length > 0 && { __secrets: secrets }),
});
