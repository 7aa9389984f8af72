import type { Field } from "../../../resources/fields";
import { isSet } from "../../../shared/values";
import { tokenOf } from "../tokens";

/** A part of a schema in the form of Pulumi's metaschema. */
export type Schema = Readonly<Record<string, unknown>>;

/** The fields by name. */
type NamedFields = readonly (readonly [name: string, field: Field])[];

/** The type of a field. A choice also takes other strings, which `check` judges: a newer service may know more. */
function typeOfField(name: string, { type }: Field): Schema {
  if (!("enum" in type.schema)) return type.schema;
  return { type: "string", oneOf: [{ type: "string" }, { $ref: `#/types/${enumToken(name)}` }] };
}

/** `objectType` is the type `ObjectType`. */
const enumToken = (name: string): string => tokenOf(`${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/** The enumerations of the fields that are a choice. */
export function enumsOf(fields: NamedFields): Schema {
  return Object.fromEntries(
    fields.flatMap(([name, { type, doc }]) => {
      const values = type.schema["enum"];
      if (!Array.isArray(values)) return [];
      return [
        [enumToken(name), { type: "string", description: doc, enum: values.map((value: unknown) => ({ value })) }],
      ];
    }),
  );
}

/** The field as an output. */
export const outputProperty = (name: string, field: Field): Schema => ({
  ...typeOfField(name, field),
  description: describe(field),
});

/** The field as an input. Outputs say nothing of secrets: their values are marked one by one. */
export const inputProperty = (name: string, field: Field): Schema => ({
  ...outputProperty(name, field),
  ...defaultOf(field),
  ...(field.secret && { secret: true }),
  ...(field.replaces && { willReplaceOnChanges: true }),
});

/** Only scalar defaults can stand in a schema. */
const defaultOf = ({ default: value }: Field): Schema =>
  isSet(value) && value !== "" && typeof value !== "object" ? { default: value } : {};

function describe({ doc, type, replaces }: Field): string {
  const says = type.schema["type"] === "string" || type.schema["type"] === "integer";
  const limits = says && !("enum" in type.schema) ? ` Must be ${type.expects}.` : "";
  return `${doc}${limits}${replaces ? " A change replaces the webhook." : ""}`;
}

/** Whether a resource always has a value of the field. What is left to the service may be null. */
export const isAlwaysSet = (name: string, { required, default: fallback }: Field): boolean =>
  required === true || fallback !== undefined || name === "project" || name === "name";
