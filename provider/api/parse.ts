import type { WireHeader, WireTest } from "./types";

/** An answer that does not have the API's form. The message says where, and never quotes a value. */
export class ShapeError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** @throws ShapeError if it is not a list, or one of its items has another form */
export function parseList<T>(value: unknown, what: string, parseItem: (item: unknown, at: number) => T): T[] {
  if (Array.isArray(value)) return value.map(parseItem);
  throw new ShapeError(`${what} must be a list, not ${describe(value)}`);
}

const STATUSES = ["pending", "completed", "failed"] as const;

/** @throws ShapeError */
export function parseTest(body: unknown): WireTest {
  const fields = parseObject(body, "a webhook test");
  const status = STATUSES.find((known) => known === fields["status"]);
  if (status === undefined) throw new ShapeError(`status must be one of ${STATUSES.join(", ")}`);
  return {
    id: parseRequired(fields, "id"),
    status,
    error_message: parseText(fields["error_message"], "error_message") ?? null,
  };
}

/** @throws ShapeError */
export function parseHeader(value: unknown, at: number): WireHeader {
  const where = `headers[${at}]`;
  const fields = parseObject(value, where);
  return {
    key: parseRequired(fields, "key", `${where}.`),
    value: parseText(fields["value"], `${where}.value`) ?? null,
    protected: parseBoolean(fields["protected"] ?? false, `${where}.protected`),
  };
}

/** @throws ShapeError */
export function parseObject(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new ShapeError(`${what} must be an object, not ${describe(value)}`);
}

/** @throws ShapeError unless the field is a text that is not empty */
export function parseRequired(fields: Fields, name: string, where = ""): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new ShapeError(`${where}${name} must be a text, not ${describe(value)}`);
}

/**
 * A text; undefined if there is none.
 * @throws ShapeError
 */
export function parseText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new ShapeError(`${name} must be a text, not ${describe(value)}`);
}

/** @throws ShapeError */
export function parseBoolean(value: unknown, name: string): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw new ShapeError(`${name} must be true or false, not ${describe(value)}`);
}

/** Names a kind of value, and never the value, which may be a secret. */
export function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
