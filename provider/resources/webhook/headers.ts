import type { WireHeader } from "../../api";
import { placeOf } from "../secrets";
import type { Headers, RecordedWebhook } from "./state";

interface HeaderMaps {
  readonly headers: Headers;
  readonly protectedHeaders: Headers;
}

/** The name in whatever letter case a map has it. */
const spellingIn = (headers: Headers, name: string): string | undefined =>
  Object.keys(headers).find((spelling) => spelling.toLowerCase() === name.toLowerCase());

/**
 * Every header with its value. The empty value of a header that was protected at the service is sent as null, which
 * leaves it there as it is.
 */
export function headersToWire({ headers, protectedHeaders }: HeaderMaps): WireHeader[] {
  return [
    ...Object.entries(headers).map(([key, value]) => ({ key, value, protected: false })),
    ...Object.entries(protectedHeaders).map(([key, value]) => ({
      key,
      value: value === "" ? null : value,
      protected: true,
    })),
  ];
}

/**
 * The headers of an update: a protected value that is recorded as it is declared and that the service still holds is not
 * sent again.
 * @param current the headers at the service
 */
export function headersOfUpdate(
  declared: HeaderMaps,
  recorded: RecordedWebhook,
  current: readonly WireHeader[],
): WireHeader[] {
  return headersToWire(declared).map((header) => {
    const isRecorded = header.protected && recorded.protectedHeaders[header.key] === header.value;
    return isRecorded && isHeld(header.key, current, recorded) ? { ...header, value: null } : header;
  });
}

/** Whether the service holds a header as protected. If it does not list such headers, that is taken for granted. */
function isHeld(name: string, current: readonly WireHeader[], { listsProtected }: RecordedWebhook): boolean {
  const held = current.find(({ key }) => key === name);
  if (held) return held.protected;
  return listsProtected === false && !showsProtected(current);
}

/** Whether an answer shows a protected header: then the service lists them. */
export const showsProtected = (answered: readonly WireHeader[]): boolean => answered.some((header) => header.protected);

/** Names of headers that often carry a credential. */
export const isCredentialName = (name: string): boolean =>
  /authorization|cookie|token|secret|password|credential|api-?key/i.test(name);

/** The headers at the service, and which plain values among them are secret. */
export interface HeadersFound extends HeaderMaps {
  readonly secrets: readonly string[];
}

/**
 * The headers at the service in the spelling of the record, with the recorded values of protected ones: what the service
 * answers for a protected value is never looked at. A protected header that only the service has gets an empty value.
 * If the service does not list protected headers, those of the record stand.
 *
 * A plain value is secret if the header was recorded as protected, or if it was never declared and is named like a
 * credential.
 */
export function headersFromWire(
  answered: readonly WireHeader[],
  recorded: HeaderMaps & { readonly listsProtected?: boolean | undefined },
  wereSecret: readonly string[] = [],
): HeadersFound {
  const headers: Record<string, string> = {};
  const protectedHeaders: Record<string, string> = {};
  const secrets: string[] = [];
  for (const { key, value, protected: isProtected } of answered) {
    const [plain, hidden] = [spellingIn(recorded.headers, key), spellingIn(recorded.protectedHeaders, key)];
    const name = hidden ?? plain ?? key;
    if (isProtected) {
      protectedHeaders[name] = hidden === undefined ? "" : (recorded.protectedHeaders[hidden] ?? "");
      continue;
    }
    headers[name] = value ?? "";
    const place = placeOf("headers", name);
    const isNew = plain === undefined && isCredentialName(key);
    if (hidden !== undefined || isNew || wereSecret.includes(place)) secrets.push(place);
  }
  const lists = recorded.listsProtected === true || showsProtected(answered);
  for (const [name, value] of lists ? [] : Object.entries(recorded.protectedHeaders)) {
    if (spellingIn(headers, name) === undefined) protectedHeaders[name] = value;
  }
  return { headers, protectedHeaders, secrets };
}
