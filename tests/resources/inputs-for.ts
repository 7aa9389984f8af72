import { check } from "../../provider/resources/webhook/check";
import type { Session } from "../../provider/resources/session";
import type { Properties, WebhookInputs } from "../../provider/resources/webhook/state";

/**
 * The inputs that the engine hands to a verb.
 * @throws Error where what is declared is refused
 */
export function inputsFor(session: Session, declared: Properties, previous: Properties = {}): WebhookInputs {
  const { inputs, failures } = check(session, previous, declared);
  if (failures.length > 0) throw new Error(failures.join(" "));
  return inputs as WebhookInputs;
}
