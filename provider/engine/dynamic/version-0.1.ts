import type { Properties } from "../../resources/types";
import { isRecord } from "../../shared/values";

/** A header as version 0.1 recorded it, under its name. */
interface Entry {
  readonly value?: unknown;
  readonly protected?: unknown;
  readonly secret?: unknown;
}

const isEntry = (header: unknown): header is Entry => isRecord(header) && ("value" in header || "protected" in header);

/**
 * Properties as version 0.1 wrote them, in the form of today: one map of `{ value, protected, secret, revision }` becomes
 * two maps of values. They come from the state, and with `ignoreChanges` also as the declared ones.
 */
export function fromVersion01(raw: Properties): Properties {
  const { headers } = raw;
  const isExternal = typeof raw["webhookId"] === "string" && raw["protectedHeaders"] === undefined;
  if (!isRecord(headers) || !Object.values(headers).some(isEntry))
    return isExternal ? { ...raw, __external: true } : raw;

  const plain: Record<string, unknown> = {};
  const hidden: Record<string, unknown> = {};
  let isSecret = false;
  for (const [name, header] of Object.entries(headers)) {
    const entry: Entry = isEntry(header) ? header : { value: header };
    if (entry.protected === true) hidden[name] = entry.value ?? "";
    else plain[name] = entry.value ?? null;
    isSecret ||= entry.secret === true;
  }
  const { __mark, __aside, ...rest } = raw;
  const secrets = Array.isArray(raw["__secrets"]) ? (raw["__secrets"] as unknown[]) : [];
  return {
    ...rest,
    headers: plain,
    protectedHeaders: { ...hidden, ...(isRecord(raw["protectedHeaders"]) ? raw["protectedHeaders"] : {}) },
    ...(isExternal && { __external: true }),
    ...((isSecret || secrets.length > 0) && {
      __secrets: [...new Set([...secrets, ...(isSecret ? ["headers"] : [])])],
    }),
  };
}
