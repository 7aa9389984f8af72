/**
 * The two special values of the engine's property protocol that this provider meets.
 *
 * They are the SDK's own constants (`pulumi.runtime.unknownValue`, `specialSigKey`, `specialSecretSig`), stated here
 * because loading the SDK would cost the provider process more than all the rest; a test compares them.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** A value that is known only when the update runs: previews hold it for outputs of what does not exist yet. */
export const isUnknown = (value: unknown): boolean => value === UNKNOWN;

/** A value that holds an unknown one somewhere. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(holdsUnknown);
}

/** What the engine stores encrypted and never shows. */
export interface Secret {
  readonly [SIGNATURE_KEY]: typeof SECRET_SIGNATURE;
  readonly value: unknown;
}

/** The value as a secret of the engine; an unknown one cannot be marked and stays unknown. */
export function markSecret(value: unknown): unknown {
  return isUnknown(value) ? value : ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, value } satisfies Secret);
}
