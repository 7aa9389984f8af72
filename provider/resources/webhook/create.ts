import type { Api } from "../../api";
import type { WireHeader, WireWebhook, WireWebhookCreate, WireWebhookUpdate } from "../../api/wire";
import { FIELDS, type Fields, wireFields } from "./fields";
import { headersToWire } from "./headers/wire";
import { formatId } from "./identity";
import { toWire } from "./wire";
import { PartialFailure } from "../errors";
import { markOf } from "./listing";
import type { Session } from "../session";
import { stateOf, type WebhookInputs, type WebhookState } from "./state";
import { ensureHeaders, learnListing } from "./write";

export interface Created {
  /** `<project>/<uuid>` */
  readonly id: string;
  readonly state: WebhookState;
}

/**
 * Creates the webhook or, with `adoptExisting`, takes over one of that name that belongs to the same object.
 * @throws NameTakenError where a webhook of that name exists and is not to be adopted
 * @throws PartialFailure where it was created, but not with all of its headers
 * @see `webhooks_create`
 */
export async function create(session: Session, inputs: WebhookInputs, fields: Fields = FIELDS): Promise<Created> {
  const api = session.begin();
  const headers = headersToWire(inputs.headers);
  const adopted = inputs.adoptExisting ? await adopt(api, inputs, headers, fields) : undefined;
  const written = adopted ?? (await post(api, inputs, headers, fields));
  session.taken.add(written.id);

  const id = formatId(inputs.project, written.id);
  try {
    const settled = await ensureHeaders(api, inputs.project, written, headers, inputs.headers, false);
    const listed = await learnListing(session, api, settled, inputs.headers, inputs.project);
    return { id, state: stateOf(inputs, api, { listed, mark: markOf(settled) }) };
  } catch (error) {
    const reason = `The webhook was created, but without all of its headers: ${error instanceof Error ? error.message : String(error)}`;
    throw new PartialFailure(id, stateOf({ ...inputs, headers: {} }, api), [reason]);
  }
}

const isEmpty = (value: unknown): boolean =>
  value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

function post(api: Api, inputs: WebhookInputs, headers: readonly WireHeader[], fields: Fields): Promise<WireWebhook> {
  const body = { ...toWire(inputs, Object.keys(fields), fields), headers };
  // What is empty is what the service takes for granted; not every service takes it when it is sent.
  const sent = Object.fromEntries(Object.entries(body).filter(([, value]) => !isEmpty(value)));
  return api.create(inputs.project, sent as unknown as WireWebhookCreate);
}

/** Takes over the webhook of this name; nothing where there is none. What the service holds of its headers is unknown: all are sent. */
async function adopt(
  api: Api,
  inputs: WebhookInputs,
  headers: readonly WireHeader[],
  fields: Fields,
): Promise<WireWebhook | undefined> {
  const found = await api.findByName(inputs.project, inputs.name);
  if (!found) return undefined;
  const other = wireFields(fields).filter(
    ([name, field]) => field.replaces && inputs[name] !== undefined && found[field.wire] !== inputs[name],
  );
  if (other.length > 0) {
    const list = other.map(([name]) => name).join(", ");
    throw new Error(
      `The webhook "${inputs.name}" of project "${inputs.project}" cannot be adopted, since it has another ${list}: ` +
        `declare what it has, give this resource another name, or delete that webhook. Nothing was changed.`,
    );
  }
  const changeable = Object.keys(fields).filter((name) => !fields[name]?.replaces && name !== "name");
  const body = { ...toWire(inputs, changeable, fields), headers };
  return api.update(inputs.project, { id: found.id, name: found.name }, body as WireWebhookUpdate);
}
