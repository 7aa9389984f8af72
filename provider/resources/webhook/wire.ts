import { ShapeError, type WireWebhook } from "../../api";
import { parseHeader, parseList, parseObject, parseRequired } from "../../api/parse";
import { isSet } from "../../shared/values";
import { type Fields, wireFields } from "../fields";
import { typeName } from "../field-types";
import type { Properties } from "../types";
import { FIELDS } from "./fields";

/**
 * Reads a webhook from an answer, by the table of fields. What a service may leave out is at its default; what the
 * table does not know is dropped.
 * @throws ShapeError if it is not a webhook
 */
export function parseWebhook(body: unknown): WireWebhook {
  const answer = parseObject(body, "a webhook");
  const fields = wireFields(FIELDS).map(([, { wire, type, required, default: fallback = null }]): [string, unknown] => {
    const value = answer[wire];
    if (!isSet(value) && !required) return [wire, fallback];
    const read = type.read(value);
    if (read === undefined || (required && read === ""))
      throw new ShapeError(`${wire} must be ${type.expects}, not ${typeName(value)}`);
    return [wire, read];
  });
  return {
    ...Object.fromEntries(fields),
    id: parseRequired(answer, "id"),
    name: parseRequired(answer, "name"),
    headers: parseList(answer["headers"] ?? [], "headers", parseHeader),
  };
}

/** The named fields as the API's body has them. Null stands for what is left to the service, and is not sent. */
export function toWire(fields: Fields, properties: Properties, names: readonly string[]): Record<string, unknown> {
  const named = wireFields(fields).filter(([name]) => names.includes(name));
  const values = named.map(([name, field]) => [field.wire, properties[name] ?? field.default] as const);
  return Object.fromEntries(values.filter(([, value]) => isSet(value)));
}

/**
 * The fields as the service has them. If the value means the same as the recorded one, the recorded form stays.
 * @param recorded what the state holds
 */
export function fromWire(webhook: WireWebhook, recorded: Properties): Record<string, unknown> {
  return Object.fromEntries(
    wireFields(FIELDS).map(([name, { wire, type, default: fallback = null }]) => {
      const [before, now] = [recorded[name] ?? fallback, webhook[wire] ?? fallback];
      return [name, type.same(before, now) ? before : now];
    }),
  );
}
