export { ApiError } from "./api";
export { PendingTestError } from "./webhook-test/await-test";
export type { CallOptions } from "./functions/call";
export type { FoundWebhook } from "./functions/found";
export { getWebhook, type GetWebhookArgs, getWebhookOutput, NotFoundError } from "./functions/get-webhook";
export { listWebhooks, type ListWebhooksArgs, listWebhooksOutput } from "./functions/list-webhooks";
export type { CallOptionInputs } from "./functions/output-form";
export { type TestResult, testWebhook, type TestWebhookArgs, testWebhookOutput } from "./functions/test-webhook";
export { Provider, type ProviderArgs } from "./provider";
export { Webhook, type WebhookArgs, type WebhookSettings } from "./webhook";
export type {
  DeploymentEvent,
  ObjectType,
  PipelineEvent,
  WebhookEvent,
  WebhookHeader,
  WebhookHeaderInput,
  WebhookHeaders,
} from "./types";
export {
  WebhookTest,
  type WebhookTestArgs,
  type WebhookTestOfSettings,
  type WebhookTestOfWebhook,
  type WebhookTestOptions,
  type WebhookTestSettings,
} from "./webhook-test";
