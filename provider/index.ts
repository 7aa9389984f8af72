export * from "./exports";
export { Provider } from "./program/explicit-provider";
export { Webhook } from "./program/webhook";
export { WebhookTest, type WebhookTestArgs } from "./program/webhook-test";
