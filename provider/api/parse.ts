import type { ObjectType, WireHeader, WireTest, WireWebhook } from "./wire";

/** An answer that is not of the API's shape; the message says where. */
export class ShapeError extends Error {}

/**
 * Reads a webhook from an answer. What a service may leave out or write otherwise gets its plain form; what cannot be done
 * without must be there; what is not known is dropped.
 * @throws ShapeError
 */
export function parseWebhook(body: unknown): WireWebhook {
  const fields = object(body, "a webhook");
  return {
    id: required(fields, "id"),
    name: required(fields, "name"),
    url: required(fields, "url"),
    headers: list(fields["headers"] ?? [], "headers").map(parseHeader),
    object_type: objectType(required(fields, "object_type")),
    object_name: required(fields, "object_name"),
    version: optional(fields["version"], "version") ?? null,
    description: optional(fields["description"], "description") ?? "",
    labels: parseLabels(fields["labels"] ?? {}),
    event: required(fields, "event"),
    timeout: number(fields["timeout"] ?? 10, "timeout"),
    enabled: boolean(fields["enabled"] ?? true, "enabled"),
    retry: boolean(fields["retry"] ?? false, "retry"),
    include_result: boolean(fields["include_result"] ?? false, "include_result"),
    ...(typeof fields["last_updated"] === "string" && { last_updated: fields["last_updated"] }),
  };
}

/** @throws ShapeError */
export const parseWebhooks = (body: unknown): WireWebhook[] => list(body, "the list of webhooks").map(parseWebhook);

const STATUSES = ["pending", "completed", "failed"] as const;

/** @throws ShapeError */
export function parseTest(body: unknown): WireTest {
  const fields = object(body, "a webhook test");
  const status = STATUSES.find((known) => known === fields["status"]);
  if (status === undefined) throw new ShapeError(`status must be one of ${STATUSES.join(", ")}`);
  return {
    id: required(fields, "id"),
    status,
    error_message: optional(fields["error_message"], "error_message") ?? null,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function object(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new ShapeError(`${what} must be an object, not ${describe(value)}`);
}

function list(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ShapeError(`${what} must be a list, not ${describe(value)}`);
}

function required(fields: Fields, name: string, where = ""): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new ShapeError(`${where}${name} must be a text, not ${describe(value)}`);
}

function optional(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new ShapeError(`${name} must be a text, not ${describe(value)}`);
}

function objectType(value: string): ObjectType {
  // The service may know types that this version does not: listed among others, they are no reason to refuse all.
  return value as ObjectType;
}

function number(value: unknown, name: string): number {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof parsed === "number" && Number.isFinite(parsed)) return parsed;
  throw new ShapeError(`${name} must be a number, not ${describe(value)}`);
}

function boolean(value: unknown, name: string): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw new ShapeError(`${name} must be true or false, not ${describe(value)}`);
}

function parseHeader(value: unknown, at: number): WireHeader {
  const fields = object(value, `headers[${at}]`);
  return {
    key: required(fields, "key", `headers[${at}].`),
    value: optional(fields["value"], `headers[${at}].value`) ?? null,
    protected: boolean(fields["protected"] ?? false, `headers[${at}].protected`),
  };
}

function parseLabels(value: unknown): Record<string, string> {
  const entries = Object.entries(object(value, "labels"));
  return Object.fromEntries(
    entries.map(([key, label]) => [key, typeof label === "string" ? label : JSON.stringify(label)]),
  );
}

/** Names a kind of value and never the value, which may be a secret. */
function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
