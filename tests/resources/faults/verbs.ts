import type { Emulator, StoredWebhook } from "../../../emulator/src";
import { create, type Created } from "../../../provider/resources/webhook/create";
import { remove } from "../../../provider/resources/webhook/delete";
import { diff } from "../../../provider/resources/webhook/diff";
import { read } from "../../../provider/resources/webhook/read";
import type { Session } from "../../../provider/resources/session";
import type { Properties } from "../../../provider/resources/webhook/state";
import { update } from "../../../provider/resources/webhook/update";
import { inputsFor } from "../inputs-for";

/** The value of the protected header. */
export const SECRET = "matrix-protected-value";

/** What a program declares of the one webhook of a cell. */
export const DECLARED: Properties = {
  name: "ours",
  url: "https://hooks.example.com/old",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  headers: { "X-Plain": { value: "plain" }, Authorization: { value: SECRET, protected: true } },
};
const CHANGED: Properties = { ...DECLARED, url: "https://hooks.example.com/new", timeout: 20 };
const RENAMED: Properties = { ...DECLARED, name: "renamed" };

/** What the state keeps of the webhook before a verb. */
export type Before = Created | undefined;

/** One verb in one situation. */
export interface Verb {
  readonly name: string;
  /** The request that makes the verb; missing for a verb that asks nobody. */
  readonly own?: { readonly method: string; readonly path: RegExp; readonly position: 1 | 2 };
  /** Whether a request whose fate is not known is looked for before it is sent again. */
  readonly looked?: true;
  /** Whether its answer has no body. */
  readonly bodiless?: true;
  /** Makes what was there before. */
  readonly prepare: (session: Session, emulator: Emulator, project: string) => Promise<Before>;
  readonly run: (session: Session, before: Before) => Promise<unknown>;
  /** How a user goes on where its name is taken by what a lost answer left. */
  readonly adopt?: (session: Session) => Promise<unknown>;
  /** The names and URLs of our webhooks when it is done. */
  readonly after: readonly Pick<StoredWebhook, "name" | "url">[];
  /** Those when it is not done. */
  readonly before: readonly Pick<StoredWebhook, "name" | "url">[];
}

const WEBHOOK = /\/webhooks\/[^/]+$/;
const WEBHOOKS = /\/webhooks$/;

const nothing = () => Promise.resolve(undefined);
const created = (session: Session): Promise<Before> => create(session, inputsFor(session, DECLARED));

/** The recorded webhook, which every verb but the creation needs. */
function recorded(before: Before): Created {
  if (!before) throw new Error("Nothing was prepared.");
  return before;
}

const updateTo = (declared: Properties) => (session: Session, before: Before) => {
  const { id, state } = recorded(before);
  return update(session, id, state, inputsFor(session, declared, state));
};

const old = { name: "ours", url: "https://hooks.example.com/old" };
const changed = { name: "ours", url: "https://hooks.example.com/new" };
const renamed = { name: "renamed", url: "https://hooks.example.com/old" };

const adoption: Verb["run"] = (session) => create(session, inputsFor(session, { ...CHANGED, adoptExisting: true }));

export const VERBS: readonly Verb[] = [
  {
    name: "check and diff",
    prepare: created,
    run: (session, before) => {
      const { id, state } = recorded(before);
      diff(id, state, inputsFor(session, CHANGED, state));
      return Promise.resolve();
    },
    before: [old],
    after: [old],
  },
  {
    name: "create",
    own: { method: "POST", path: WEBHOOKS, position: 2 },
    looked: true,
    prepare: nothing,
    run: (session) => create(session, inputsFor(session, DECLARED)),
    adopt: (session) => create(session, inputsFor(session, { ...DECLARED, adoptExisting: true })),
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
    run: (session, before) => read(session, recorded(before).id, recorded(before).state),
    before: [old],
    after: [old],
  },
  {
    name: "read of a webhook renamed elsewhere",
    own: { method: "GET", path: WEBHOOKS, position: 2 },
    prepare: async (session, emulator, project) => {
      const before = await created(session);
      emulator.edit(project, "ours", { name: "renamed" });
      return before;
    },
    run: (session, before) => read(session, recorded(before).id, recorded(before).state),
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
    run: (session, before) => remove(session, recorded(before).id, recorded(before).state),
    before: [old],
    after: [],
  },
];
