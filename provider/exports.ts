export { ApiError } from "./api";
export type { CallOptions, CallOutputOptions } from "./program/calls";
export type { ProviderArgs } from "./program/explicit-provider";
export {
  getWebhook,
  type GetWebhookArgs,
  getWebhookOutput,
  listWebhooks,
  type ListWebhooksArgs,
  listWebhooksOutput,
  NotFoundError,
  type TestResult,
  testWebhook,
  type TestWebhookArgs,
  testWebhookOutput,
} from "./program/functions";
export type { WebhookArgs, WebhookSettings } from "./program/webhook";
export type { WebhookTestSettings } from "./program/webhook-test";
export type { ObjectType, WebhookEvent } from "./resources/webhook/fields";
export type { WebhookInfo } from "./resources/webhook/webhook-info";
export { PendingTestError } from "./resources/webhook-test/send";
