import type { Emulator, StoredWebhook } from "../../../emulator/src";
import type { Properties } from "../../../provider/resources/types";
import { LEAST, type Process, type Stored } from "../../support/verbs";

/** The value of the protected header. */
export const SECRET = "matrix-protected-value";

/** What a program declares of the one webhook of a cell. */
export const DECLARED: Properties = {
  ...LEAST,
  name: "ours",
  url: "https://hooks.example.com/old",
  headers: { "X-Plain": "plain" },
  protectedHeaders: { Authorization: SECRET },
};
const CHANGED: Properties = { ...DECLARED, url: "https://hooks.example.com/new", timeout: 20 };
const RENAMED: Properties = { ...DECLARED, name: "renamed" };

/** What the state keeps of the webhook before a verb. */
export type Before = Stored | undefined;

/** One verb in one situation. */
export interface Verb {
  readonly name: string;
  /** The request that makes the verb; missing for a verb that sends none. */
  readonly own?: { readonly method: string; readonly path: RegExp; readonly position: 1 | 2 };
  /** Whether a request whose fate is not known is looked for before it is sent again. */
  readonly looked?: true;
  /** Whether its answer has no body. */
  readonly bodiless?: true;
  /** Makes what was there before. */
  readonly prepare: (process: Process, emulator: Emulator, project: string) => Promise<Before>;
  readonly run: (process: Process, before: Before) => Promise<unknown>;
  /** How a user goes on if its name is taken by what a lost answer left. */
  readonly adopt?: (process: Process) => Promise<unknown>;
  /** The names and URLs of our webhooks when it is done. */
  readonly after: readonly Pick<StoredWebhook, "name" | "url">[];
  /** Those when it is not done. */
  readonly before: readonly Pick<StoredWebhook, "name" | "url">[];
}

const WEBHOOK = /\/webhooks\/[^/]+$/;
const WEBHOOKS = /\/webhooks$/;

const nothing = () => Promise.resolve(undefined);
const created = (process: Process): Promise<Before> => process.create(DECLARED);

/** The recorded webhook, which every verb but the creation needs. */
function recorded(before: Before): Stored {
  if (!before) throw new Error("Nothing was prepared.");
  return before;
}

const updateTo = (declared: Properties) => (process: Process, before: Before) =>
  process.update(recorded(before), declared);

const old = { name: "ours", url: "https://hooks.example.com/old" };
const changed = { name: "ours", url: "https://hooks.example.com/new" };
const renamed = { name: "renamed", url: "https://hooks.example.com/old" };

const adoption: Verb["run"] = (process) => process.create({ ...CHANGED, adoptExisting: true });

export const VERBS: readonly Verb[] = [
  {
    name: "check and diff",
    prepare: created,
    run: (process, before) => Promise.resolve(process.changes(recorded(before), CHANGED)),
    before: [old],
    after: [old],
  },
  {
    name: "create",
    own: { method: "POST", path: WEBHOOKS, position: 2 },
    looked: true,
    prepare: nothing,
    run: (process) => process.create(DECLARED),
    adopt: (process) => process.create({ ...DECLARED, adoptExisting: true }),
    before: [],
    after: [old],
  },
  {
    name: "create that adopts",
    own: { method: "PATCH", path: WEBHOOK, position: 2 },
    prepare: (_, emulator, project) => {
      emulator.put(project, old);
      return nothing();
    },
    run: adoption,
    before: [old],
    after: [changed],
  },
  {
    name: "read",
    own: { method: "GET", path: WEBHOOK, position: 1 },
    prepare: created,
    run: (process, before) => process.refresh(recorded(before)),
    before: [old],
    after: [old],
  },
  {
    name: "read of a webhook renamed elsewhere",
    own: { method: "GET", path: WEBHOOKS, position: 2 },
    prepare: async (process, emulator, project) => {
      const before = await created(process);
      emulator.edit(project, "ours", { name: "renamed" });
      return before;
    },
    run: (process, before) => process.refresh(recorded(before)),
    before: [renamed],
    after: [renamed],
  },
  {
    name: "update",
    own: { method: "PATCH", path: WEBHOOK, position: 2 },
    prepare: created,
    run: updateTo(CHANGED),
    before: [old],
    after: [changed],
  },
  {
    name: "update that renames",
    own: { method: "PATCH", path: WEBHOOK, position: 2 },
    looked: true,
    prepare: created,
    run: updateTo(RENAMED),
    before: [old],
    after: [renamed],
  },
  {
    name: "delete",
    own: { method: "DELETE", path: WEBHOOK, position: 2 },
    looked: true,
    bodiless: true,
    prepare: created,
    run: (process, before) => process.delete(recorded(before)),
    before: [old],
    after: [],
  },
];
