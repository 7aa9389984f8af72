import { createHash } from "node:crypto";

/** The beginning of a text's SHA-256, in hexadecimal digits. */
export const hash = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

const LONGEST_NAME = 64;
const SUFFIX_LENGTH = 8;

/** What an automatic name is made of besides the object: it goes with the resource for as long as it is in the state. */
export const nameSeed = (logicalName: string, organization: string, urn: string): string =>
  `${hash(`${organization}\n${urn}`, 16)}-${logicalName}`;

/** What a webhook belongs to: another object makes another webhook, which needs another name beside the old one. */
export interface NamedObject {
  readonly objectType: string;
  readonly objectName: string;
  readonly version?: string | undefined;
}

/**
 * The name of a webhook that the program does not name: the logical name and a suffix that is the same in every preview
 * and update of this resource, and another one for every other resource, stack and object. 64 characters at most.
 */
export function automaticName(seed: string, object: NamedObject): string {
  const at = seed.indexOf("-");
  const logicalName = Array.from(seed.slice(at + 1))
    .slice(0, LONGEST_NAME - SUFFIX_LENGTH - 1)
    .join("");
  const parts = [seed.slice(0, at), object.objectType, object.objectName, object.version ?? null];
  return `${logicalName}-${hash(JSON.stringify(parts), SUFFIX_LENGTH)}`;
}
