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
