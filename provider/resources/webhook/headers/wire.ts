import type { WireHeader } from "../../../api/wire";
import type { WebhookHeader, WebhookHeaders } from "../types";
import { canonical, findEntry, secretValues } from "./entries";

/** Every header with its value; a value that nobody here knows (`{ protected: true }` alone) is left as the service has it. */
export function headersToWire(headers: WebhookHeaders): WireHeader[] {
  return Object.entries(headers).map(([key, entry]) => ({
    key,
    value: entry.value ?? null,
    protected: entry.protected ?? false,
  }));
}

/**
 * The headers of an update: what is protected, unchanged since it was recorded under the same spelling, and still
 * protected at the service keeps its value there without being sent again.
 * @param held whether the service still holds the header as protected
 */
export function headerUpdates(
  recorded: WebhookHeaders,
  declared: WebhookHeaders,
  held: (name: string) => boolean,
): WireHeader[] {
  return headersToWire(declared).map((header) => {
    const [before, after] = [recorded[header.key], declared[header.key]];
    const unchanged =
      before?.protected && after?.protected && before.value === after.value && before.revision === after.revision;
    return unchanged && held(header.key) ? { ...header, value: null } : header;
  });
}

/** Whether the service shows that it did not take a header as it was sent. What it does not list is not judged. */
export function refused(
  sent: readonly WireHeader[],
  answered: readonly WireHeader[],
  listsProtected: boolean,
): boolean {
  return sent.some((header) => {
    const there = answered.find((other) => canonical(other.key) === canonical(header.key));
    if (!there) return !(header.protected && !listsProtected);
    return there.protected !== undefined && there.protected !== header.protected;
  });
}

/** Whether an answer shows a protected header: then the service lists them. */
export const showsProtected = (answered: readonly WireHeader[]): boolean =>
  answered.some((header) => header.protected === true);

/**
 * The headers as they are at the service, in the spelling and with the protected values of the record.
 *
 * What the service returns for a protected value is never looked at. Where it does not list protected headers, those of
 * the record stand.
 */
export function headersFromWire(
  answered: readonly WireHeader[],
  recorded: WebhookHeaders,
  listsProtected: boolean,
): WebhookHeaders {
  const secrets = secretValues(recorded);
  const present = new Map<string, WebhookHeader>();
  for (const header of answered) {
    const [spelling, before] = findEntry(recorded, header.key) ?? [header.key, undefined];
    present.set(
      spelling,
      (header.protected ?? before?.protected) ? protectedEntry(before) : plainEntry(header, before, secrets),
    );
  }
  const kept = Object.entries(recorded).filter(
    ([name, entry]) => present.has(name) || (entry.protected && !listsProtected),
  );
  const inOrder = kept.map(([name, entry]) => [name, present.get(name) ?? entry] as const);
  return Object.fromEntries([...inOrder, ...present]);
}

const protectedEntry = (before: WebhookHeader | undefined): WebhookHeader =>
  before?.protected ? before : { protected: true };

/** Names of headers that carry a credential more often than not. */
const CREDENTIAL = /authorization|cookie|token|secret|password|credential|api-?key/i;

/** A header that nobody declared, of which neither the service nor its name says that everyone may read it. */
const mayBeSecret = ({ key, protected: hidden }: WireHeader): boolean => hidden === undefined || CREDENTIAL.test(key);

function plainEntry(header: WireHeader, before: WebhookHeader | undefined, secrets: readonly string[]): WebhookHeader {
  const value = header.value ?? "";
  const known = before ? (before.secret ?? before.protected) : mayBeSecret(header);
  const secret = Boolean(known) || secrets.includes(value);
  return { value, ...(secret && { secret: true as const }) };
}
