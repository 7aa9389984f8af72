import { setTimeout as sleep } from "node:timers/promises";

import type { Api } from "./api";
import type { WireTest } from "./api/wire";

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
const GROWTH = 1.6;

/** A test that the service has begun and not ended in the time there was. */
export class PendingTestError extends Error {
  override readonly name = "PendingTestError";

  /** The UUID of the test. */
  readonly testId: string;

  constructor(test: WireTest, seconds: number) {
    super(
      `The webhook test ${test.id} is still pending after ${Math.round(seconds)} seconds: UbiOps has not said how it ended. ` +
        `Try again, or allow more time with ubiops:timeoutSeconds.`,
    );
    this.testId = test.id;
    this.stack = "";
  }
}

/**
 * Waits for the end of a test that was started, asking in growing distances.
 * @param begin begins an operation with a time budget of its own: one for each question
 * @param seconds how long it may take in all
 * @returns the test, completed or failed
 * @throws PendingTestError where it has not ended by then
 * @see `webhook_tests_get`
 */
export async function awaitTest(begin: () => Api, project: string, started: WireTest, seconds: number): Promise<WireTest> {
  const deadline = performance.now() + seconds * 1000;
  let test = started;
  for (let wait = FIRST_WAIT_MS; test.status === "pending"; wait = Math.min(wait * GROWTH, LONGEST_WAIT_MS)) {
    const left = deadline - performance.now();
    if (left <= 0) throw new PendingTestError(test, seconds);
    await sleep(Math.min(wait, left));
    test = await begin().getTest(project, started.id);
  }
  return test;
}
