import type { WireTest, WireTestCreate } from "../../api/wire";
import { awaitTest, PendingTestError } from "./await-test";
import { headersToWire } from "../webhook/headers/wire";
import { PartialFailure } from "../errors";
import type { Session } from "../session";
import { toWire } from "../webhook/wire";
import { redact } from "../../shared/redaction";
import { REQUEST_FIELDS } from "./fields";
import type { TestInputs, TestRequest, TestState } from "./state";

/**
 * Asks for a test delivery and waits for its end, in one time budget. Protected headers are sent in clear: a test has no
 * stored webhook to take them from.
 * @throws PendingTestError where it does not end
 * @see `webhook_tests_create`
 */
export async function sendTest(session: Session, request: TestRequest): Promise<WireTest> {
  const api = session.begin();
  const fields = toWire(request, Object.keys(REQUEST_FIELDS), REQUEST_FIELDS);
  const headers = headersToWire(request.headers);
  const body = { ...fields, ...(headers.length > 0 && { headers }) } as WireTestCreate;
  const started = await api.createTest(request.project, body);
  return awaitTest(api, request.project, started);
}

/**
 * Runs a test, the first one as well as every later one.
 * @param id the resource's own id, which the first test gives it
 * @throws PartialFailure where the test failed or did not end: it is recorded so, and the next update runs another one
 */
export async function runTest(
  session: Session,
  inputs: TestInputs,
  id?: string,
): Promise<{ id: string; state: TestState }> {
  const stateOf = (testId: string, status: WireTest["status"], message: string | null): TestState => {
    return { ...inputs, testId, status, ...(message !== null && { errorMessage: redact(message) }) };
  };
  try {
    const test = await sendTest(session, inputs);
    const state = stateOf(test.id, test.status, test.error_message);
    if (test.status === "failed" && inputs.failOnError)
      throw new PartialFailure(id ?? test.id, state, [failure(test, inputs)]);
    return { id: id ?? test.id, state };
  } catch (error) {
    if (!(error instanceof PendingTestError)) throw error;
    throw new PartialFailure(id ?? error.testId, stateOf(error.testId, "pending", null), [error.message]);
  }
}

function failure({ id, error_message }: WireTest, { event, objectType, objectName, project }: TestInputs): string {
  const reason =
    error_message === null || error_message === "" ? "UbiOps does not say why" : error_message.replace(/\.$/, "");
  const what = `${String(event)} of ${String(objectType)} "${String(objectName)}" in project "${project}"`;
  return `The webhook test ${id} failed: ${reason} (${what}). Check that its URL answers with 2xx or 3xx in time: the next update tests it again.`;
}
