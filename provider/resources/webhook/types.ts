import type { ObjectType } from "../../api/wire";

/** What a webhook belongs to. */
export type { ObjectType };

type Moment = "started" | "completed" | "failed" | "finished";

/** An event of a deployment's requests: `finished` is every end, `completed` a good and `failed` a bad one. */
export type DeploymentEvent = `deployment_request_${Moment}`;

/** An event of a pipeline's requests: `finished` is every end, `completed` a good and `failed` a bad one. */
export type PipelineEvent = `pipeline_request_${Moment}`;

/** What makes UbiOps call. */
export type WebhookEvent = DeploymentEvent | PipelineEvent;

/** A request header that UbiOps sends with every call of the webhook. */
export interface WebhookHeaderInput {
  /** The header's name: an HTTP token, unique in the list in any letter case. */
  readonly key: string;
  /** The header's value: at least one character, no control characters. */
  readonly value: string;
  /**
   * Whether UbiOps hides the value from everyone who reads the webhook. A protected value is always a Pulumi secret.
   * @default false
   */
  readonly protected?: boolean | undefined;
}

/** A header as it stands in the outputs and the state, under its name. */
export interface WebhookHeader {
  /** The value; a secret where the header is protected. Missing for a protected header that somebody else added. */
  readonly value?: string;
  /** True where UbiOps hides the value; missing otherwise. */
  readonly protected?: true;
  /** How often the protected value was declared anew, from 1: a rotation shows as `revision: 1 => 2`. */
  readonly revision?: number;
  /** True where the program made the value of a plain header a secret; missing otherwise. */
  readonly secret?: true;
}

/** The headers by name. */
export type WebhookHeaders = Readonly<Record<string, WebhookHeader>>;
