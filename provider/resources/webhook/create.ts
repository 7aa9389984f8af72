import type { Operation, WireWebhook } from "../../api";
import { NAME_HANDED_ON } from "../errors";
import { type Field, wireFields } from "../fields";
import type { Call } from "../resource";
import type { Inputs, Recorded } from "../types";
import type { Session } from "../session";
import { FIELDS } from "./fields";
import { headersToWire } from "./headers";
import { formatId } from "./identity";
import { learnListing } from "./listing";
import { headersIn, record } from "./state";
import { toWire } from "./wire";

/** The inputs as `check` has left them. */
interface WebhookInputs {
  readonly project: string;
  readonly name: string;
}

/**
 * Creates the webhook or, with `adoptExisting`, takes over the one of that name.
 * @throws NameTakenError if a webhook of that name exists and is not to be adopted
 * @see `webhooks_create`
 */
export async function createWebhook(session: Session, inputs: Inputs, call: Call): Promise<Recorded> {
  const api = session.begin(call);
  const { project, name } = inputs.properties as unknown as WebhookInputs;
  const adopted = inputs.properties["adoptExisting"] === true ? await adopt(session, api, inputs, call) : undefined;
  const written =
    adopted ?? (await api.create(project, createBody(inputs, name), { ifNameTaken: waysOut(session, inputs) }));
  session.owners.take(written.id, call.owner);
  const listsProtected = await learnListing(session, api, project, written, inputs);
  return record(formatId(project, written.id), inputs, { host: api.host, listsProtected });
}

function createBody({ properties }: Inputs, name: string): Record<string, unknown> & { name: string } {
  const body = { ...toWire(FIELDS, properties, Object.keys(FIELDS)), headers: headersOf(properties), name };
  // Empty is what the service assumes anyway, and not every service accepts it.
  const sent = Object.entries(body).filter(([, value]) => !isEmpty(value));
  return { ...Object.fromEntries(sent), name };
}

const headersOf = (properties: Inputs["properties"]) =>
  headersToWire({
    headers: headersIn(properties["headers"]),
    protectedHeaders: headersIn(properties["protectedHeaders"]),
  });

const isEmpty = (value: unknown): boolean =>
  value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/**
 * Takes over the webhook of this name, if there is one. All headers are sent with their values, since the values that the
 * service has may be others.
 */
async function adopt(
  session: Session,
  api: Operation,
  { properties }: Inputs,
  call: Call,
): Promise<WireWebhook | undefined> {
  const { project, name } = properties as unknown as WebhookInputs;
  const found = await api.findByName(project, name);
  if (!found) return undefined;
  const refusal = whyNotAdopted(session, found, properties, call);
  if (refusal !== undefined) {
    throw new Error(`The webhook "${name}" of project "${project}" cannot be adopted: ${refusal} Nothing was changed.`);
  }
  const changeable = Object.entries<Field>(FIELDS).flatMap(([field, { replaces }]) => (replaces ? [] : [field]));
  const body = { ...toWire(FIELDS, properties, changeable), headers: headersOf(properties), name };
  // Another resource may be about to adopt it at the same time.
  session.owners.take(found.id, call.owner);
  // It may have been renamed or deleted a moment ago. Then the name is looked up again, and never followed by UUID.
  const adopted = await api.update(project, { id: found.id, name }, body, { follow: false });
  if (!adopted) session.owners.release(found.id);
  return adopted;
}

function whyNotAdopted(
  { owners }: Session,
  found: WireWebhook,
  properties: Inputs["properties"],
  { owner }: Call,
): string | undefined {
  const other = owners.otherThan(owner, found.id);
  if (other) {
    return (
      `the resource "${other.name}" of this program has it. Give this resource another name. ` +
      `If "${other.name}" is giving the name up in this update, run "pulumi up" again; if it is this resource under its old logical name, use aliases.`
    );
  }
  const differing = wireFields(FIELDS).filter(
    ([name, field]) =>
      field.replaces &&
      properties[name] !== null &&
      properties[name] !== undefined &&
      found[field.wire] !== properties[name],
  );
  if (differing.length === 0) return undefined;
  const list = differing.map(([name]) => name).join(", ");
  return `it has another ${list}. Declare what it has, give this resource another name, or delete that webhook.`;
}

/** What a user can do if the name is taken. */
function waysOut({ frontEnd }: Session, { properties }: Inputs): string {
  const adopt = properties["adoptExisting"] === true ? "" : "set adoptExisting: true or ";
  return (
    `${NAME_HANDED_ON} If this program does not have that webhook yet (an interrupted update may have left it), ` +
    `${adopt}${frontEnd.importCommand}. If this resource got a new logical name, give it aliases; if it is being replaced ` +
    "(--replace, taint, replaceOnChanges, replacementTrigger), set deleteBeforeReplace: true. Otherwise choose another name."
  );
}
