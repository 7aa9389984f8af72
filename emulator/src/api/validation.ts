import { isAcceptedUrl, keepsStoredValue, sameHeaderName, valueIsNull } from "../assumptions";
import { eventsOf } from "../webhook";
import { FieldMistakes } from "./field-mistakes";
import type { ObjectType, StoredHeader } from "../webhook";
import type { SentHeader } from "./schemas";

interface SentFields {
  readonly url?: string;
  readonly event?: string;
  readonly headers?: readonly SentHeader[];
}

/**
 * Checks what a schema cannot express: the URL, the event of this object type, the headers.
 * @param stored the headers that a header without a value may refer to
 * @returns the headers with their values; undefined if none were sent
 * @throws HttpRefusal that names every mistake by its field
 */
export function validate(
  { url, event, headers }: SentFields,
  type: ObjectType,
  stored: readonly StoredHeader[],
): readonly StoredHeader[] | undefined {
  const mistakes = new FieldMistakes();
  if (url !== undefined && !isAcceptedUrl(url)) mistakes.add(["url"], "Enter a valid URL.");
  if (event !== undefined && !eventsOf(type).includes(event)) {
    mistakes.add(["event"], `This field must be one of ${eventsOf(type).join(", ")} for a ${type}.`);
  }
  const resolved = headers?.map((header, index) => {
    if (headers.slice(0, index).some(({ key }) => sameHeaderName(key, header.key))) {
      mistakes.add(["headers", index, "key"], "A header of this name is already in the list.");
    }
    const value = valueIsNull(header.value)
      ? stored.find((candidate) => keepsStoredValue(candidate, header))?.value
      : header.value;
    if (value === undefined) mistakes.add(["headers", index, "value"], "This field may not be null.");
    return { key: header.key, value: value ?? "", protected: header.protected };
  });
  mistakes.throwIfAny();
  return resolved;
}
