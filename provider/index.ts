export { ApiError } from "./api";
export { PendingTestError } from "./resources/webhook-test/await-test";
export type { CallOptions } from "./program/functions/call";
export type { FoundWebhook } from "./program/functions/found";
export { getWebhook, type GetWebhookArgs, getWebhookOutput, NotFoundError } from "./program/functions/get-webhook";
export { listWebhooks, type ListWebhooksArgs, listWebhooksOutput } from "./program/functions/list-webhooks";
export type { CallOptionInputs } from "./program/functions/output-form";
export {
  type TestResult,
  testWebhook,
  type TestWebhookArgs,
  testWebhookOutput,
} from "./program/functions/test-webhook";
export { Provider, type ProviderArgs } from "./program/explicit-provider";
export { Webhook, type WebhookArgs, type WebhookSettings } from "./program/webhook";
export type {
  DeploymentEvent,
  ObjectType,
  PipelineEvent,
  WebhookEvent,
  WebhookHeader,
  WebhookHeaderInput,
  WebhookHeaders,
} from "./resources/webhook/types";
export {
  WebhookTest,
  type WebhookTestArgs,
  type WebhookTestOfSettings,
  type WebhookTestOfWebhook,
  type WebhookTestOptions,
  type WebhookTestSettings,
} from "./program/webhook-test";
