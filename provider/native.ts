export * from "./exports";
export { Provider, Webhook, WebhookTest, type WebhookTestArgs } from "./program/native";
