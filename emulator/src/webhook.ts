/** What the emulator keeps: the API's fields, with every value in plain text. */

export const OBJECT_TYPES = ["deployment", "pipeline"] as const;

export type ObjectType = (typeof OBJECT_TYPES)[number];

export interface StoredHeader {
  readonly key: string;
  readonly value: string;
  readonly protected: boolean;
}

export interface StoredWebhook {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly headers: readonly StoredHeader[];
  readonly object_type: ObjectType;
  readonly object_name: string;
  /** Null: the webhook follows the object's default version. */
  readonly version: string | null;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly event: string;
  /** Seconds. */
  readonly timeout: number;
  readonly enabled: boolean;
  readonly retry: boolean;
  readonly include_result: boolean;
  /** ISO 8601. */
  readonly creation_date: string;
  /** ISO 8601. */
  readonly last_updated: string;
}

/** A webhook without what the service gives it. */
export type WebhookFields = Omit<StoredWebhook, "id" | "creation_date" | "last_updated">;

/** The documented defaults of the optional fields. */
export const DEFAULTS = {
  headers: [],
  description: "",
  labels: {},
  timeout: 10,
  enabled: true,
  retry: false,
  include_result: false,
} as const satisfies Partial<WebhookFields>;

/** The documented limit of `timeout`, in seconds. */
export const MAX_TIMEOUT = 30;

const MOMENTS = ["started", "completed", "failed", "finished"];

/** The events of an object type. */
export const eventsOf = (type: ObjectType): string[] => MOMENTS.map((moment) => `${type}_request_${moment}`);
