import type * as pulumi from "@pulumi/pulumi";

import { filterProblem, type Filter, listMatching } from "../resources/webhook/filter";
import { lookUp, toInfo, type WebhookInfo, type WebhookKey } from "../resources/webhook/webhook-info";
import { webhookTest } from "../resources/webhook-test";
import { sendTest } from "../resources/webhook-test/send";
import { secretsIn } from "../resources/secrets";
import { protectSecret } from "../shared/redaction";
import { beginCall, type CallOptions, type CallOutputOptions, outputCall } from "./calls";
import type { InputsOf } from "./inputs";
import type { WebhookTestSettings } from "./webhook-test";

/** There is no such webhook. */
export class NotFoundError extends Error {
  override readonly name = "NotFoundError";

  /** @internal */
  constructor(what: string, project: string, host: string) {
    super(`There is no webhook ${what} in project "${project}" at ${host}: listWebhooks() returns the ones there are.`);
    this.stack = "";
  }
}

/** Which webhook: by its name or by its UUID. */
export type GetWebhookArgs = WebhookKey;

/**
 * Looks up one webhook, whoever created it. The values of plain headers are returned in plain text: if they are
 * confidential, use {@link getWebhookOutput}.
 * @throws NotFoundError if there is none
 * @throws ApiError if the service refuses or cannot be reached
 * @see `webhooks_get`, `webhooks_list`
 */
export async function getWebhook(args: GetWebhookArgs, options: CallOptions = {}): Promise<WebhookInfo> {
  const { name, webhookId } = args;
  if ((name === undefined) === (webhookId === undefined)) throw new Error("getWebhook: pass either name or webhookId.");
  const { session, project } = beginCall(options);
  const api = session.begin();
  const found = await lookUp(api, project, args);
  if (found) return found;
  throw new NotFoundError(name === undefined ? `with the UUID "${webhookId}"` : `"${name}"`, project, api.host);
}

/**
 * The same as {@link getWebhook}, with Outputs for arguments. In a preview the result is unknown as long as a resource in
 * the arguments is not created yet. Header values are secrets: if the webhook has plain headers, the whole result is one
 * (`pulumi.unsecret(found.webhookId)` opens a part of it).
 */
export function getWebhookOutput(
  args: InputsOf<GetWebhookArgs>,
  options: CallOutputOptions = {},
): pulumi.Output<WebhookInfo> {
  return outputCall(getWebhook, args, options, hasValue);
}

const hasValue = ({ headers }: WebhookInfo): boolean => Object.keys(headers).length > 0;

/** Which webhooks: those that match everything that is given. */
export type ListWebhooksArgs = Filter;

/**
 * Lists the webhooks of a project, whoever created them. The values of plain headers are returned in plain text: if they
 * are confidential, use {@link listWebhooksOutput}.
 * @throws ApiError if the service refuses, cannot be reached or knows no such project
 * @see `webhooks_list`
 */
export async function listWebhooks(args: ListWebhooksArgs = {}, options: CallOptions = {}): Promise<WebhookInfo[]> {
  const problem = filterProblem(args);
  if (problem !== undefined) throw new Error(`listWebhooks: ${problem}.`);
  const { session, project } = beginCall(options);
  const found = await listMatching(session.begin(), project, args);
  return found.map((webhook) => toInfo(project, webhook));
}

/**
 * The same as {@link listWebhooks}, with Outputs for arguments. In a preview the result is unknown as long as a resource
 * in the arguments is not created yet. If any of the webhooks has plain headers, the whole result is a secret.
 */
export function listWebhooksOutput(
  args: InputsOf<ListWebhooksArgs> = {},
  options: CallOutputOptions = {},
): pulumi.Output<WebhookInfo[]> {
  return outputCall(listWebhooks, args, options, (found) => found.some(hasValue));
}

/** What the test call is made of. */
export interface TestWebhookArgs extends Omit<WebhookTestSettings, "project"> {}

/** How a test ended. */
export interface TestResult {
  /** The UUID of the test. */
  readonly testId: string;
  /** `"completed"` if the receiver answered with 2xx or 3xx, `"failed"` otherwise. */
  readonly status: "completed" | "failed";
  /** Why it failed. The values of protected headers in it are masked. */
  readonly errorMessage?: string;
}

/**
 * Makes UbiOps send a test call, in a preview as well, and waits for its end. A failed test is a result and not an error.
 *
 * A test that belongs to the resources of a program is a `WebhookTest`.
 * @throws PendingTestError if it does not end within the time budget (`ubiops:timeoutSeconds`)
 * @throws ApiError if the service refuses or cannot be reached
 * @see `webhook_tests_create`, `webhook_tests_get`
 */
export async function testWebhook(args: TestWebhookArgs, options: CallOptions = {}): Promise<TestResult> {
  const { session, project } = beginCall(options);
  const declared = { properties: { ...args, project }, secrets: [] };
  const { inputs, failures } = webhookTest.check(session.settings, { declared, previous: {}, naming: undefined });
  if (failures.length > 0) throw new Error(`testWebhook: ${failures.join(" ")}`);
  secretsIn(inputs.properties, inputs.secrets).forEach(protectSecret);
  const { id, status, error_message: reason } = await sendTest(session.begin(), inputs.properties);
  const ended = { testId: id, status: status === "completed" ? status : "failed" } as const;
  return reason === null ? ended : { ...ended, errorMessage: reason };
}

/**
 * The same as {@link testWebhook}, with Outputs for arguments. In a preview nothing is sent, and the result is unknown, as
 * long as a resource in the arguments is not created yet. The result is a secret if an argument is, and if it says why a
 * call with protected headers failed.
 */
export function testWebhookOutput(
  args: InputsOf<TestWebhookArgs>,
  options: CallOutputOptions = {},
): pulumi.Output<TestResult> {
  return outputCall(testWebhook, args, options, ({ errorMessage }, { protectedHeaders = {} }) => {
    return errorMessage !== undefined && Object.keys(protectedHeaders).length > 0;
  });
}
