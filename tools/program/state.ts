import { decrypt } from "./passphrase";

/** A resource in a stack's state, as far as tests use it. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom: boolean;
  protect?: boolean;
  external?: boolean;
  delete?: boolean;
  taint?: boolean;
  parent?: string;
  provider?: string;
  aliases?: string[];
  initErrors?: string[];
  sourcePosition?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** A stack's deployment. */
export interface State {
  resources: StateResource[];
  pending_operations?: unknown[];
}

/** The content of a stack's file in the backend. */
export interface StoredState {
  checkpoint: { latest: Partial<State> | null };
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The value with every encrypted value in it replaced by `{ secret: <decrypted> }`. */
export function reveal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reveal);
  if (typeof value !== "object" || value === null) return value;
  const entries = new Map<string, unknown>(Object.entries(value));
  const ciphertext = entries.get("ciphertext");
  if (entries.get(SIGNATURE) === SECRET && typeof ciphertext === "string") {
    return { secret: JSON.parse(decrypt(ciphertext)) as unknown };
  }
  return Object.fromEntries([...entries].map(([name, each]) => [name, reveal(each)]));
}

/** The last part of a URN. */
const logicalName = (urn: string): string => urn.split("::").slice(3).join("::");

/** The resource of that logical name, unless it is the old one of a replacement. @throws Error if there is none */
export function find(resources: readonly StateResource[], name: string): StateResource {
  const found = resources.find(({ urn, delete: old }) => logicalName(urn) === name && old !== true);
  if (found === undefined) throw new Error(`No ${name} in the state of ${resources.map(({ urn }) => urn).join(", ")}`);
  return found;
}
