import { type Operation, privateValues, TimeoutError, type WireTest } from "../../api";
import { redact } from "../../shared/redaction";
import type { Properties } from "../types";
import { headersToWire } from "../webhook/headers";
import { headersIn } from "../webhook/state";
import { toWire } from "../webhook/wire";
import { REQUEST_FIELDS } from "./fields";

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
const GROWTH = 1.6;

/** A test that has not ended in the time there was. */
export class PendingTestError extends Error {
  override readonly name = "PendingTestError";

  /** The UUID of the test. */
  readonly testId: string;

  /** @internal */
  constructor(testId: string, seconds: number) {
    super(
      `The webhook test ${testId} is still pending after ${seconds} s: UbiOps has not said how it ended. ` +
        "Try again, or allow more time with ubiops:timeoutSeconds.",
    );
    this.testId = testId;
    this.stack = "";
  }
}

/**
 * Asks for a test delivery and waits for its end, within the time budget of the operation. Protected headers are sent
 * with their values: a test has no stored webhook to take them from.
 * @returns the test, completed or failed; the values of the request that may be confidential are masked in its message
 * @throws PendingTestError if it has not ended by then
 * @see `webhook_tests_create`, `webhook_tests_get`
 */
export async function sendTest(api: Operation, properties: Properties): Promise<WireTest> {
  const project = String(properties["project"]);
  const headers = headersToWire({
    headers: headersIn(properties["headers"]),
    protectedHeaders: headersIn(properties["protectedHeaders"]),
  });
  const fields = toWire(REQUEST_FIELDS, properties, Object.keys(REQUEST_FIELDS));
  const body = { ...fields, ...(headers.length > 0 && { headers }) };
  const ended = await awaitEnd(api, project, await api.createTest(project, body));
  return { ...ended, error_message: ended.error_message && redact(ended.error_message, privateValues(body)) };
}

/** Asks how the test is going, at growing distances. */
async function awaitEnd(api: Operation, project: string, started: WireTest): Promise<WireTest> {
  const pending = () => new PendingTestError(started.id, api.budget.total / 1000);
  let test = started;
  for (let wait = FIRST_WAIT_MS; test.status === "pending"; wait = Math.min(wait * GROWTH, LONGEST_WAIT_MS)) {
    await api.wait(Math.min(wait, api.budget.remaining));
    if (api.budget.remaining === 0) throw pending();
    test = await api.getTest(project, started.id).catch((error: unknown) => {
      throw error instanceof TimeoutError ? pending() : error;
    });
  }
  return test;
}
