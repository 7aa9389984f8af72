import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";

import type { Naming } from "../../resources/types";
import { nameSeed } from "../../resources/webhook/automatic-name";

/** How a resource that has no name of its own gets one: by the auto-naming settings of the stack, if it has any. */
export function namingOf(request: CheckRequest, logicalName: string): Naming {
  const settings = request.getAutonaming();
  // The state may hold a name that the settings or the dynamic form made.
  if (!settings) return { seed: nameSeed(logicalName, "", request.getUrn()), isKept: true };
  const isDisabled = settings.getMode() === CheckRequest.AutonamingOptions.Mode.DISABLE;
  return isDisabled ? undefined : { proposed: settings.getProposedName() };
}
