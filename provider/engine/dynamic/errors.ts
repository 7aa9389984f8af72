import { PartialFailure } from "../../resources/errors";
import { redact } from "../../shared/redaction";
import { markSecrets } from "../../resources/secrets";

/** The engine shows an error's message once more as its stack: one line is what a user should read. */
function plain(message: string): Error {
  const error = new Error(redact(message));
  error.stack = "";
  return error;
}

/**
 * An error as the engine may have it: the message alone, with every known secret masked.
 *
 * Only a `PartialFailure` has an `id`, by which the engine knows one.
 * @param reference the provider reference, which the engine must find in the properties that it keeps
 * @param mark how the secrets of those properties are marked
 */
export function hostError(error: unknown, reference: unknown, mark: typeof markSecrets = markSecrets): Error {
  const shown = plain(error instanceof Error ? error.message : String(error));
  if (!(error instanceof PartialFailure)) return shown;
  return Object.assign(shown, {
    id: error.id,
    properties: { ...mark(error.properties), __provider: reference },
    reasons: error.reasons.map(redact),
  });
}
