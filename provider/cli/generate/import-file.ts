import { toHost } from "../../engine/dynamic/host-properties";
import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../../engine/dynamic/reference";
import type { Inputs } from "../../resources/types";
import { nameSeed } from "../../resources/webhook/automatic-name";
import { record } from "../../resources/webhook/state";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../shared/engine-values";
import { isRecord } from "../../shared/values";
import type { Declaration } from "./declarations";

/**
 * The text of a file for `pulumi import --file`, with which the engine takes the webhooks into its state without a read.
 * @param host the API they are at, if it is known
 * @see `importSpec` of the Pulumi CLI
 */
export function importFileText(declared: readonly Declaration[], host: string | undefined): string {
  const resources = declared.map(({ logicalName, variable, id, inputs }) => {
    const { state, secrets } = record(id, inputs, { host, listsProtected: listsProtected(inputs, host) });
    // The provider keeps a recorded seed. The URN is not known yet, and the id is as unique.
    const seed = nameSeed(logicalName, "", id);
    return {
      type: WEBHOOK_TYPE,
      name: variable,
      logicalName,
      id,
      inputs: toFile(inputs, seed),
      outputs: toFile({ properties: state, secrets }, seed),
    };
  });
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** A service that shows a protected header lists them all. Terraform's state does not show what the service lists. */
function listsProtected({ properties }: Inputs, host: string | undefined): true | undefined {
  const shown = isRecord(properties["protectedHeaders"]) ? Object.keys(properties["protectedHeaders"]) : [];
  return host !== undefined && shown.length > 0 ? true : undefined;
}

/** The properties as the dynamic provider would have returned them, secrets in the form of files. */
const toFile = (inputs: Inputs, seed: string): unknown =>
  withPlaintext({ ...toHost(inputs, { seed, isExternal: false }), __provider: WEBHOOK_PROVIDER });

/** A file holds a secret as JSON text, which the engine encrypts when it reads the file. */
function withPlaintext(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE)
    return { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(value["value"]) };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withPlaintext(part)]));
}
