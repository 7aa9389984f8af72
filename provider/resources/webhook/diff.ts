import { sameHost } from "../../shared/host";
import { changedFields, changesBetween, type Field, type Fields } from "../fields";
import type { Difference, Inputs, Recorded } from "../types";
import { samePlaces } from "../secrets";
import type { Settings } from "../session";
import { FIELDS } from "./fields";
import { readState } from "./state";

/** Compares what is declared with what is recorded. */
export function diffWebhook(settings: Settings, recorded: Recorded, inputs: Inputs): Difference {
  const fields: Fields = FIELDS;
  const state = readState(recorded);
  const changes = changesBetween(fields, { ...state.fields, project: state.project }, inputs.properties);
  const replaces = changedFields(changes).filter((field) => fields[field]?.replaces);
  const { name, project } = inputs.properties;
  return {
    changes,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && state.name === name && state.project === project,
    needsUpdate:
      isElsewhere(state.host, settings.host) || isIncomplete(recorded) || !samePlaces(recorded.secrets, inputs.secrets),
  };
}

/** Whether another host is configured than the recorded one: an update finds out whether the webhook is there. */
const isElsewhere = (recorded: string | undefined, configured: string | undefined): boolean =>
  recorded !== undefined && configured !== undefined && !sameHost(recorded, configured);

/** Whether an output is missing that an update records: it would be unknown in every preview. */
const isIncomplete = ({ state }: Recorded): boolean =>
  ["webhookId", ...DEFAULTED].some((output) => state[output] === undefined);

const DEFAULTED = Object.entries<Field>(FIELDS).flatMap(([name, field]) => (field.default === undefined ? [] : [name]));
