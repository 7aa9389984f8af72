import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../shared/engine-values";
import { showsProtected } from "../../resources/webhook/headers/wire";
import { WEBHOOK_PROVIDER, WEBHOOK_TYPE } from "../../engine/dynamic/reference";
import { isRecord } from "../../resources/webhook/headers/entries";
import { markSecrets } from "../../resources/secrets";
import type { Declaration } from "./declarations";

/**
 * The text of a file for `pulumi import --file`, with which the engine takes the webhooks into its state without a read.
 * @param host the API where they are; not recorded where it is not known
 * @see `importSpec` of the Pulumi CLI
 */
export function importFileText(declared: readonly Declaration[], host: string | undefined): string {
  const resources = declared.map(({ logicalName, variable, id, inputs, headers }) => {
    const given = { ...inputs, __provider: WEBHOOK_PROVIDER };
    const lists = showsProtected(Object.entries(headers).map(([key, entry]) => ({ key, ...entry })));
    const learned = { ...(host !== undefined && { __host: host, ...(lists && { __listed: true }) }) };
    return {
      type: WEBHOOK_TYPE,
      name: variable,
      logicalName,
      id,
      inputs: sealed(markSecrets(given)),
      outputs: sealed(markSecrets({ ...given, ...learned })),
    };
  });
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** Files hold a secret as JSON text, which the engine encrypts when it takes it in. */
function sealed(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE)
    return { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(value["value"]) };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sealed(part)]));
}
