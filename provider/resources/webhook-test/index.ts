import type { WireTest } from "../../api";
import { sameHost } from "../../shared/host";
import { PartialFailure } from "../errors";
import { changesBetween } from "../fields";
import type { Call, Resource } from "../resource";
import type { Checked, CheckRequest, Difference, Inputs, Properties, Recorded } from "../types";
import { samePlaces, secretsIn } from "../secrets";
import type { Session, Settings } from "../session";
import { checkFields } from "../webhook/check";
import { TEST_FIELDS } from "./fields";
import { PendingTestError, sendTest } from "./send";

/** A real test call of UbiOps, which an update sends and waits for. */
export const webhookTest: Resource = {
  check: (settings: Settings, request: CheckRequest): Checked => checkFields(settings, TEST_FIELDS, request),

  diff: (settings: Settings, recorded: Recorded, inputs: Inputs): Difference => {
    const isRecorded = recorded.state["testId"] !== undefined && recorded.state["protectedHeaders"] !== undefined;
    const needsUpdate =
      isDue(settings, recorded, inputs) || !isRecorded || !samePlaces(programSecrets(recorded.secrets), inputs.secrets);
    return {
      changes: changesBetween(TEST_FIELDS, recorded.state, inputs.properties),
      replaces: [],
      deleteBeforeReplace: false,
      needsUpdate,
    };
  },

  create: (session, inputs, call) => runTest(session, inputs, call),

  /** What happened does not change. */
  read: (_session, recorded) => {
    const { state, secrets } = recorded;
    const properties = Object.fromEntries(Object.keys(TEST_FIELDS).map((name) => [name, state[name] ?? null]));
    return Promise.resolve({ recorded, inputs: { properties, secrets: programSecrets(secrets) } });
  },

  update: (session, recorded, inputs, call) => {
    if (isDue(session.settings, recorded, inputs)) return runTest(session, inputs, call, recorded.id);
    const { testId = null, status = null, errorMessage = null, __host: host } = recorded.state;
    return Promise.resolve(record(recorded.id, inputs, { testId, status, errorMessage, __host: host }));
  },

  /** A test that was sent is over: there is nothing to delete. */
  delete: () => Promise.resolve(),
};

/** Whether a new test must run: something is declared differently, the API is another one, or the last test did not complete. */
function isDue({ host }: Settings, { state }: Recorded, { properties }: Inputs): boolean {
  const recordedHost = state["__host"];
  const isElsewhere = typeof recordedHost === "string" && host !== undefined && !sameHost(recordedHost, host);
  return state["status"] !== "completed" || isElsewhere || changesBetween(TEST_FIELDS, state, properties).length > 0;
}

/**
 * Runs a test.
 * @param id the id of the resource, which the first test gives it
 * @throws PartialFailure if the test failed or did not end: it is recorded so, and the next update runs another one
 */
async function runTest(session: Session, inputs: Inputs, call: Call, id?: string): Promise<Recorded> {
  const api = session.begin(call);
  const ended = (testId: string, status: WireTest["status"], message: string | null): Recorded =>
    record(id ?? testId, inputs, { testId, status, errorMessage: message, __host: api.host });
  try {
    const test = await sendTest(api, inputs.properties);
    const recorded = ended(test.id, test.status, test.error_message);
    const fails = test.status === "failed" && inputs.properties["failOnError"] === true;
    if (fails) throw new PartialFailure(recorded, failure(test, inputs.properties));
    return recorded;
  } catch (error) {
    if (!(error instanceof PendingTestError)) throw error;
    throw new PartialFailure(ended(error.testId, "pending", null), error.message);
  }
}

const MESSAGE = "errorMessage";

/**
 * The state. What went wrong may tell of the URL or of the headers, in words that no mask finds: if any of the inputs is
 * a secret, the message is one too.
 */
function record(id: string, { properties, secrets }: Inputs, outcome: Properties): Recorded {
  const mayTell = outcome[MESSAGE] !== null && secretsIn(properties, secrets).length > 0;
  return { id, state: { ...properties, ...outcome }, secrets: mayTell ? [...secrets, MESSAGE] : secrets };
}

const programSecrets = (secrets: Inputs["secrets"]): string[] => secrets.filter((place) => place !== MESSAGE);

function failure({ id, error_message }: WireTest, { event, objectType, objectName, project }: Properties): string {
  const reason =
    error_message === null || error_message === "" ? "UbiOps does not say why" : error_message.replace(/\.$/, "");
  const what = `${String(event)} of ${String(objectType)} "${String(objectName)}" in project "${String(project)}"`;
  return `The webhook test ${id} failed: ${reason} (${what}). Check that its URL answers with 2xx or 3xx in time: the next update tests it again.`;
}
