import { PartialFailure } from "../../resources/errors";
import { redact } from "../../shared/redaction";
import { messageOf } from "../../shared/values";
import { type HostProperties, toHost } from "./host-properties";

/**
 * An error as the host may have it: one line, since the host prints the stack after the message, and every known secret
 * masked. The host takes an error with an `id` for a resource that exists: only a `PartialFailure` has one.
 * @param present what the host passed of the resource; the state must keep its reference to the provider
 */
export function hostError(error: unknown, present: HostProperties): Error {
  const shown = new Error(redact(messageOf(error)));
  shown.stack = "";
  if (!(error instanceof PartialFailure)) return shown;
  const { id, state, secrets } = error.recorded;
  const properties = { ...toHost({ properties: state, secrets }, present), __provider: present.reference };
  return Object.assign(shown, { id, properties, reasons: [shown.message] });
}
