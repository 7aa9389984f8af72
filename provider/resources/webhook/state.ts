import type { Api } from "../../api";
import { FIELDS, type Fields } from "./fields";
import { readEntries } from "./headers/entries";
import { parseId } from "./identity";
import type { WebhookHeaders } from "./types";

/** A resource's properties as the engine hands them over: plain values, checked by nobody. */
export type Properties = Readonly<Record<string, unknown>>;

/** What `check` makes of a program's inputs; every other verb gets these. The fields are those of the table. */
export interface WebhookInputs extends Properties {
  readonly project: string;
  readonly name: string;
  readonly objectType: string;
  readonly objectName: string;
  readonly version?: string;
  readonly headers: WebhookHeaders;
  readonly adoptExisting?: boolean;
  /** What an automatic name is made of (`naming.ts`). */
  readonly __seed?: string;
  /** The fields whose values the program made secrets, in order. */
  readonly __secrets?: readonly string[];
}

/** What the state holds: the inputs, and what was learned when they were written. */
export interface WebhookState extends WebhookInputs {
  /** The API where the webhook is. */
  readonly __host?: string;
  /** Whether the service lists protected headers; missing until it is known. */
  readonly __listed?: boolean;
  /** What tells whether somebody has changed the webhook since its headers were written (`listing.ts`). */
  readonly __mark?: string;
  /** Set while the webhook waits under another name for its own (`rename.ts`). */
  readonly __aside?: true;
}

/** The names of what is learned, which inputs never hold. */
const LEARNED = ["__host", "__listed", "__mark", "__aside"];

const string = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/**
 * Reads a recorded state, also one that an older version wrote or that was edited by hand: a field that is missing is at its
 * default. One that no program could declare stays as it is, whoever made it so, a damage or somebody at the service: it
 * differs from whatever is declared, so that the next update writes it again.
 */
export function readState(id: string, props: Properties, fields: Fields = FIELDS): WebhookState {
  const values = Object.entries(fields).map(([name, field]) => [name, props[name] ?? field.default] as const);
  const known = Object.fromEntries(values.filter(([, value]) => value !== undefined));
  const host = string(props["__host"]);
  const listed = props["__listed"];
  const mark = string(props["__mark"]);
  const seed = string(props["__seed"]);
  const secrets = Array.isArray(props["__secrets"])
    ? props["__secrets"].filter((name) => typeof name === "string")
    : [];
  return {
    ...known,
    // The id says where the webhook is, whatever somebody made of the record.
    project: parseId(id)?.project ?? string(props["project"]) ?? "",
    name: string(props["name"]) ?? "",
    objectType: string(props["objectType"]) ?? "",
    objectName: string(props["objectName"]) ?? "",
    headers: readEntries(props["headers"]),
    ...(seed !== undefined && { __seed: seed }),
    ...(secrets.length > 0 && { __secrets: secrets }),
    ...(host !== undefined && { __host: host }),
    ...(typeof listed === "boolean" && { __listed: listed }),
    ...(mark !== undefined && { __mark: mark }),
  };
}

/** The inputs that a state stands for. */
export function inputsOf(state: WebhookState): WebhookInputs {
  const inputs = Object.entries(state).filter(([name]) => !LEARNED.includes(name));
  return Object.fromEntries(inputs) as unknown as WebhookInputs;
}

/** What was learned of the service. */
export interface Learned {
  readonly listed?: boolean | undefined;
  readonly mark?: string | undefined;
}

/** The state of inputs that are now at the service. */
export const stateOf = (inputs: WebhookInputs, api: Api, { listed, mark }: Learned = {}): WebhookState => ({
  ...inputs,
  __host: api.host,
  ...(listed !== undefined && { __listed: listed }),
  ...(mark !== undefined && { __mark: mark }),
});
