import { setTimeout as sleep } from "node:timers/promises";

import { type Api, TimeoutError } from "../../api";
import type { WireTest } from "../../api/wire";

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
const GROWTH = 1.6;

/** A test that the service has begun and not ended in the time there was. */
export class PendingTestError extends Error {
  override readonly name = "PendingTestError";

  /** The UUID of the test. */
  readonly testId: string;

  /** @internal */
  constructor(test: WireTest, seconds: number) {
    super(
      `The webhook test ${test.id} is still pending after ${seconds} s: UbiOps has not said how it ended. ` +
        `Try again, or allow more time with ubiops:timeoutSeconds.`,
    );
    this.testId = test.id;
    this.stack = "";
  }
}

/**
 * Waits for the end of a test that was started, asking in growing distances, within the time budget of its operation.
 * @returns the test, completed or failed
 * @throws PendingTestError where it has not ended by then
 * @see `webhook_tests_get`
 */
export async function awaitTest(api: Api, project: string, started: WireTest): Promise<WireTest> {
  let test = started;
  const pending = () => new PendingTestError(test, api.budget.total / 1000);
  for (let wait = FIRST_WAIT_MS; test.status === "pending"; wait = Math.min(wait * GROWTH, LONGEST_WAIT_MS)) {
    await sleep(Math.min(wait, api.budget.remaining));
    if (api.budget.remaining === 0) throw pending();
    test = await api.getTest(project, started.id).catch((error: unknown) => {
      throw error instanceof TimeoutError ? pending() : error;
    });
  }
  return test;
}
