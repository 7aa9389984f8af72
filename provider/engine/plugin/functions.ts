import type { OperationOptions } from "../../api";
import type { Inputs, Properties } from "../../resources/types";
import type { Session } from "../../resources/session";
import { filterProblem, type Filter, listMatching } from "../../resources/webhook/filter";
import { formatId } from "../../resources/webhook/identity";
import { lookUp, toInfo, type WebhookInfo, type WebhookKey } from "../../resources/webhook/webhook-info";
import { compact, isSet } from "../../shared/values";

type PluginFunction = (session: Session, args: Properties, call: OperationOptions) => Promise<Inputs>;

/** The functions by the last part of their names. */
export const FUNCTIONS: Readonly<Record<string, PluginFunction>> = {
  getWebhook: async (session, args, call) => {
    const { name, webhookId } = args;
    if (isSet(name) === isSet(webhookId)) throw new Error("getWebhook: pass either name or webhookId.");
    const project = projectOf("getWebhook", session, args);
    const api = session.begin(call);
    const found = await lookUp(api, project, compact({ name, webhookId }) as WebhookKey);
    if (found) return { properties: { ...found }, secrets: ["headers"] };
    const what = isSet(name) ? JSON.stringify(name) : `with the UUID ${JSON.stringify(webhookId)}`;
    throw new Error(
      `There is no webhook ${what} in project "${project}" at ${api.host}: listWebhooks returns the ones there are.`,
    );
  },

  listWebhooks: async (session, args, call) => ({
    properties: { webhooks: await listInfos("listWebhooks", session, args, call) },
    // Any plain header may be confidential.
    secrets: ["webhooks"],
  }),
};

/** The webhooks of a project as resources: their ids and names. */
export async function listResources(
  session: Session,
  args: Properties,
  call: OperationOptions,
): Promise<ListedResource[]> {
  const infos = await listInfos("list", session, args, call);
  return infos.map(({ project, webhookId, name }) => ({ id: formatId(project, webhookId), name }));
}

export interface ListedResource {
  readonly id: string;
  readonly name: string;
}

async function listInfos(
  caller: string,
  session: Session,
  args: Properties,
  call: OperationOptions,
): Promise<WebhookInfo[]> {
  const { labels, objectType, event } = args;
  const given = { labels, objectType, event };
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => isSet(value))) as Filter;
  const problem = filterProblem(filter);
  if (problem !== undefined) throw new Error(`${caller}: ${problem}.`);
  const project = projectOf(caller, session, args);
  const found = await listMatching(session.begin(call), project, filter);
  return found.map((webhook) => toInfo(project, webhook));
}

function projectOf(caller: string, { settings }: Session, { project = settings.project }: Properties): string {
  if (settings.problems.length > 0) throw new Error(settings.problems.join(" "));
  if (typeof project === "string" && project !== "") return project;
  throw new Error(`${caller}: project is required: pass it, or set ubiops:project or UBIOPS_PROJECT.`);
}
