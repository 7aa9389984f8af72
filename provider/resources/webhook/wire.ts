import type { WireWebhook } from "../../api/wire";
import { type Fields, FIELDS, wireFields } from "./fields";

type Properties = Readonly<Record<string, unknown>>;
type Body = Partial<Record<keyof WireWebhook, unknown>>;

/** The given fields as the API's body holds them; one that is not set goes out as its default. */
export function toWire(properties: Properties, names: readonly string[], fields: Fields = FIELDS): Body {
  const body: Body = {};
  for (const [name, field] of wireFields(fields)) {
    const value = properties[name] ?? field.default;
    if (names.includes(name) && value !== undefined) body[field.wire] = value;
  }
  return body;
}

/**
 * The fields as the service has them. Where it means the same as the record, the record's own form stays.
 * @param recorded what the state holds; a field without a default that is not recorded was left to the service
 */
export function fromWire(webhook: WireWebhook, recorded: Properties, fields: Fields = FIELDS): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [name, field] of wireFields(fields)) {
    const [before, now] = [recorded[name] ?? field.default, webhook[field.wire] ?? field.default];
    if (now !== undefined) properties[name] = field.kind.same(before, now) ? before : now;
  }
  return properties;
}
