import { createHash } from "node:crypto";

const LONGEST_NAME = 64;
const SUFFIX_LENGTH = 8;

/** The beginning of a text's SHA-256, in hexadecimal digits. */
const hash = (text: string, length: number): string => createHash("sha256").update(text).digest("hex").slice(0, length);

/** What an automatic name is made of besides the object: the same for a resource in every preview and update. */
export const nameSeed = (logicalName: string, organization: string, urn: string): string =>
  `${hash(`${organization}\n${urn}`, 16)}-${logicalName}`;

/** The logical name in a seed. */
export const logicalNameOf = (seed: string): string => seed.slice(seed.indexOf("-") + 1);

/**
 * The name of a webhook that the program does not name: the logical name and a suffix that is the same in every preview
 * and update, and another one for every other resource, stack and object. 64 characters at most.
 * @param object what the webhook belongs to: the type, the name and the version
 */
export function automaticName(seed: string, object: readonly unknown[]): string {
  const logicalName = Array.from(logicalNameOf(seed))
    .slice(0, LONGEST_NAME - SUFFIX_LENGTH - 1)
    .join("");
  return `${logicalName}-${hash(JSON.stringify([seed.slice(0, seed.indexOf("-")), ...object]), SUFFIX_LENGTH)}`;
}
