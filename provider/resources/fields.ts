import { holdsUnknown } from "../shared/engine-values";
import { didYouMean } from "../shared/nearest";
import { isRecord, isSet } from "../shared/values";
import type { FieldType } from "./field-types";
import type { Change, Inputs, Properties } from "./types";

/** One field of a resource: everything that is known of it, stated once. */
export interface Field {
  readonly type: FieldType;
  /** Its name in the bodies of the API, if they have it as it is. */
  readonly wire?: string;
  /** Its value if the program gives none. A field with neither a default nor `required` is left to the service. */
  readonly default?: unknown;
  readonly required?: true;
  /** The API cannot change it: a change makes a new webhook. */
  readonly replaces?: true;
  /** A setting of this provider alone, which is never a difference. */
  readonly local?: true;
  /** Its values are secret whether or not the program says so. */
  readonly secret?: true;
  /** A test call has it, as a call of the webhook does. */
  readonly inTest?: true;
  /** One sentence or two for the documentation. */
  readonly doc: string;
}

export type Fields = Readonly<Record<string, Field>>;

/** The fields that the bodies of the API have as they are, with their names there. */
export const wireFields = (fields: Fields): [name: string, field: Field & { readonly wire: string }][] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.wire === undefined ? [] : [[name, { ...field, wire: field.wire }]],
  );

/** The arguments as they are recorded and sent, every field of the table among them. What is not set is null. */
export function settle(fields: Fields, declared: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const value = declared[name];
      return [name, isSet(value) ? field.type.normalize(value) : (field.default ?? null)];
    }),
  );
}

/** What is wrong with the arguments, a sentence for each field. */
export function problemsIn(fields: Fields, { properties, secrets }: Inputs): string[] {
  const known = Object.keys(fields);
  const unknown = Object.keys(properties).filter((name) => !known.includes(name) && isSet(properties[name]));
  const wrong = Object.entries(fields).flatMap(([name, { type, required, doc }]) => {
    const value = properties[name];
    if (!isSet(value)) return required ? [`${name}: is required: ${doc}`] : [];
    const problem = type.problem(value, secrets.includes(name));
    return problem === undefined ? [] : [`${name}: ${problem}.`];
  });
  return [...unknown.map((name) => `${name}: unknown property${didYouMean(name, known)}.`), ...wrong];
}

/** How the declared properties differ from the recorded ones. A value that is not known yet is a change. */
export function changesBetween(fields: Fields, recorded: Properties, declared: Properties): Change[] {
  return Object.entries(fields).flatMap(([name, field]): Change[] => {
    if (field.local) return [];
    const [before, after] = [recorded, declared].map((properties) => properties[name] ?? field.default ?? null);
    if (!holdsUnknown(after) && field.type.same(before, after)) return [];
    if (isRecord(before) && isRecord(after)) return entryChanges(name, before, after);
    return [{ path: [name], kind: kindOf(before, after) }];
  });
}

function entryChanges(field: string, before: Properties, after: Properties): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key): Change[] => {
    const [was, is] = [before, after].map((map) => (Object.hasOwn(map, key) ? map[key] : undefined));
    return was === is && !holdsUnknown(is) ? [] : [{ path: [field, key], kind: kindOf(was, is) }];
  });
}

function kindOf(before: unknown, after: unknown): Change["kind"] {
  if (!isSet(before)) return "add";
  return isSet(after) ? "update" : "delete";
}

/** The names of the changed fields. */
export const changedFields = (changes: readonly Change[]): string[] => [
  ...new Set(changes.map(({ path: [field] }) => field)),
];
