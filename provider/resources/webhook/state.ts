import { compact, isRecord } from "../../shared/values";
import type { Field } from "../fields";
import type { Inputs, Properties, Recorded } from "../types";
import { FIELDS } from "./fields";
import { parseId } from "./identity";

export type Headers = Readonly<Record<string, string>>;

/** What the provider learned beside the fields. It is in the state under names that previews hide. */
export interface Learned {
  /** The API where the webhook is. */
  readonly host: string | undefined;
  /** Whether the service lists protected headers; undefined until it is known. */
  readonly listsProtected: boolean | undefined;
}

/** A recorded webhook. */
export interface RecordedWebhook extends Learned {
  readonly id: string;
  readonly uuid: string;
  readonly project: string;
  /** Its name when it was last read or written; empty if nothing is recorded yet. */
  readonly name: string;
  readonly headers: Headers;
  readonly protectedHeaders: Headers;
  /** Every field of the table. */
  readonly fields: Properties;
}

/**
 * Reads a state, also one that an older version wrote or that was edited by hand: a missing field is at its default. A
 * value that no program could declare stays as it is, so that it differs from what is declared and the next update
 * writes it again.
 */
export function readState({ id, state }: Pick<Recorded, "id" | "state">): RecordedWebhook {
  const parsed = parseId(id);
  const [project, name, host, listed] = [state["project"], state["name"], state["__host"], state["__listed"]];
  return {
    id,
    uuid: parsed?.key ?? id,
    // The id says where the webhook is, whatever became of the record.
    project: parsed?.project ?? (typeof project === "string" ? project : ""),
    name: typeof name === "string" ? name : "",
    headers: headersIn(state["headers"]),
    protectedHeaders: headersIn(state["protectedHeaders"]),
    host: typeof host === "string" ? host : undefined,
    listsProtected: typeof listed === "boolean" ? listed : undefined,
    fields: Object.fromEntries(
      Object.entries<Field>(FIELDS).map(([field, { default: fallback = null }]) => [field, state[field] ?? fallback]),
    ),
  };
}

/** The headers of a map of which nothing is known. */
export function headersIn(value: unknown): Headers {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** The record of a webhook whose inputs are now at the service. */
export function record(id: string, { properties, secrets }: Inputs, { host, listsProtected }: Learned): Recorded {
  const learned = compact({ __host: host, __listed: listsProtected });
  return { id, state: { ...properties, webhookId: parseId(id)?.key ?? id, ...learned }, secrets };
}
