import { isUnknown } from "../shared/engine-values";
import { isRecord } from "../shared/values";
import { type FieldType, fieldType, mustBe, textProblem, trimmed } from "./field-types";

const STRING_MAP = { type: "object", additionalProperties: { type: "string" } };

/** Names with values, both text, trimmed. What is no text stays as it is, to be refused. */
const trimmedEntries = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [trimmedName(name, value), trimmed(item)]))
    : value;

/** A name that would become that of another entry stays as it is, so that neither is lost. */
const trimmedName = (name: string, entries: object): string =>
  Object.hasOwn(entries, name.trim()) ? name : name.trim();

function entryProblem(name: string, value: unknown): string | undefined {
  if (name.startsWith("__")) return 'names that begin with "__" are reserved by the engine';
  if (isUnknown(value)) return undefined;
  return typeof value === "string" ? textProblem(value) : mustBe("a string", value);
}

export const labels: FieldType = fieldType({
  expects: "a map from name to text",
  schema: STRING_MAP,
  problem: (value, isSecret = false) => {
    if (!isRecord(value)) return mustBe("a map from name to text", value);
    for (const [name, label] of Object.entries(value)) {
      if (name === "") return "the name of a label must not be empty";
      const wrong = textProblem(name) ?? entryProblem(name, label);
      if (wrong !== undefined) return `${isSecret ? "a label" : `label ${JSON.stringify(name)}`}: ${wrong}`;
    }
    return undefined;
  },
  normalize: trimmedEntries,
  // The service keeps any JSON as the value of a label.
  read: (value) =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, label]) => [
            name,
            typeof label === "string" ? label : JSON.stringify(label),
          ]),
        )
      : undefined,
});

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Request headers by name. */
export const headers: FieldType = fieldType({
  expects: "a map from header name to value",
  schema: STRING_MAP,
  problem: (value, isSecret = false) => {
    if (Array.isArray(value)) return listProblem(value, isSecret);
    if (!isRecord(value)) return mustBe("a map from header name to value", value);
    const seen = new Set<string>();
    for (const [name, header] of Object.entries(value)) {
      const wrong = headerProblem(name, header, seen);
      if (wrong !== undefined) return `${isSecret ? "a header" : `header ${JSON.stringify(name)}`}: ${wrong}`;
      seen.add(name.toLowerCase());
    }
    return undefined;
  },
  normalize: trimmedEntries,
});

function headerProblem(name: string, value: unknown, seen: ReadonlySet<string>): string | undefined {
  if (name === "") return "the name must not be empty";
  if (!HEADER_NAME.test(name)) return "the name must be an HTTP token: letters, digits and !#$%&'*+-.^_`|~ only";
  if (seen.has(name.toLowerCase())) return "is given twice: header names are the same in any letter case";
  return value === "" ? "the value must not be empty" : entryProblem(name, value);
}

/** The API's own list of headers, which people copy from UbiOps' documentation, is shown as the two maps. */
function listProblem(list: readonly unknown[], isSecret: boolean): string {
  const given = isSecret ? [] : list.filter(isRecord).filter(({ key }) => typeof key === "string");
  const map = (isProtected: boolean, fallback: string): string => {
    const names = given.filter((header) => (header["protected"] === true) === isProtected);
    const shown = names.length > 0 ? names.map(({ key }) => JSON.stringify(key)) : [JSON.stringify(fallback)];
    return `{ ${shown.map((name) => `${name}: "…"`).join(", ")} }`;
  };
  return (
    "must be a map from header name to value, not a list: " +
    `write headers: ${map(false, "X-Environment")} and protectedHeaders: ${map(true, "Authorization")}`
  );
}
