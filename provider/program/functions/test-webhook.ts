import type * as pulumi from "@pulumi/pulumi";

import type { Declared, PerObject } from "../declared";
import { protectSecret, redact } from "../../shared/redaction";
import { secretsIn } from "../../resources/secrets";
import type { WebhookTestSettings } from "../webhook-test";
import { checkTest } from "../../resources/webhook-test/check";
import { sendTest } from "../../resources/webhook-test/run";
import type { TestRequest } from "../../resources/webhook-test/state";
import { beginCall, type CallOptions } from "./call";
import { type CallOptionInputs, outputForm } from "./output-form";

/** What the test call is made of. */
export type TestWebhookArgs = PerObject<Omit<WebhookTestSettings, "project">>;

/** How a test ended. */
export interface TestResult {
  /** The UUID of the test. */
  readonly testId: string;
  /** `"completed"` where the receiver answered with 2xx or 3xx, `"failed"` otherwise. */
  readonly status: "completed" | "failed";
  /** Why it failed; protected header values in it are masked. */
  readonly errorMessage?: string;
}

/**
 * Makes UbiOps send a test call, in a preview as well, and waits for its end. A failed test is a result and no error.
 *
 * A test that belongs to the program's resources is a `WebhookTest`.
 * @throws PendingTestError where it does not end within the time budget (`ubiops:timeoutSeconds`)
 * @throws ApiError where the service refuses or cannot be reached
 * @see `webhook_tests_create`, `webhook_tests_get`
 */
export async function testWebhook(args: TestWebhookArgs, options: CallOptions = {}): Promise<TestResult> {
  const { session, project } = beginCall(options);
  const { inputs, failures } = checkTest(session, {}, { ...args, project });
  if (failures.length > 0) throw new Error(`testWebhook: ${failures.join(" ")}`);
  secretsIn(inputs).forEach(protectSecret);
  const { id, status, error_message } = await sendTest(session, inputs as TestRequest);
  return {
    testId: id,
    status: status === "completed" ? status : "failed",
    ...(error_message !== null && { errorMessage: redact(error_message) }),
  };
}

/**
 * The same as {@link testWebhook}, with Outputs for arguments. The result is a secret where an argument is, and where it says
 * why a call with protected headers failed.
 */
export function testWebhookOutput(
  args: Declared<TestWebhookArgs>,
  options?: CallOptionInputs,
): pulumi.Output<TestResult> {
  return outputForm(testWebhook, args, options, ({ errorMessage }, { headers = [] }) => {
    return errorMessage !== undefined && headers.some((header) => header.protected);
  });
}
