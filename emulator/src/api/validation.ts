import { isAcceptedUrl, keepsStoredValue, PROTECTED_UNLESS_SENT, sameHeaderName, valueIsNull } from "../assumptions";
import { eventsOf } from "../webhook";
import { FieldMistakes } from "./errors";
import type { ObjectType, StoredHeader } from "../webhook";
import type { SentHeader } from "./schemas";

interface Checked {
  readonly url?: string;
  readonly event?: string;
  readonly headers?: readonly SentHeader[];
}

/**
 * What a schema cannot say of a body: the address, the event of this object type, the headers.
 * @param stored the headers that a missing value may stand for
 * @returns the headers with their values, or undefined where none were sent
 * @throws ApiError with every mistake by its field
 */
export function check(
  body: Checked,
  type: ObjectType,
  stored: readonly StoredHeader[],
): readonly StoredHeader[] | undefined {
  const mistakes = new FieldMistakes();
  if (body.url !== undefined && !isAcceptedUrl(body.url)) mistakes.add(["url"], "Enter a valid URL.");
  if (body.event !== undefined && !eventsOf(type).includes(body.event)) {
    mistakes.add(["event"], `This field must be one of ${eventsOf(type).join(", ")} for a ${type}.`);
  }
  const headers = body.headers?.map((header, index) => resolved(header, index, body.headers ?? [], stored, mistakes));
  mistakes.throwIfAny();
  return headers;
}

function resolved(
  { key, value, protected: isProtected = PROTECTED_UNLESS_SENT }: SentHeader,
  index: number,
  all: readonly SentHeader[],
  stored: readonly StoredHeader[],
  mistakes: FieldMistakes,
): StoredHeader {
  if (all.slice(0, index).some((other) => sameHeaderName(other.key, key))) {
    mistakes.add(["headers", index, "key"], "A header of this name is already in the list.");
  }
  if (!valueIsNull(value)) return { key, value, protected: isProtected };
  const kept = stored.find((header) => keepsStoredValue(header, { key, protected: isProtected }));
  if (!kept) mistakes.add(["headers", index, "value"], "This field may not be null.");
  return { key, value: kept?.value ?? "", protected: isProtected };
}
