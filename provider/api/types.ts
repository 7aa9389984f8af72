/** The API's own shapes, in snake_case as on the wire. What a webhook's other fields are, the resources know. */

/** A request header of a webhook. An answer may have a mask, or null, in place of a protected value. */
export interface WireHeader {
  readonly key: string;
  /** In a PATCH, null keeps the stored value of a protected header. */
  readonly value: string | null;
  readonly protected: boolean;
}

/** What `webhooks_get`, `webhooks_list`, `webhooks_create` and `webhooks_update` answer. */
export interface WireWebhook {
  readonly id: string;
  readonly name: string;
  readonly headers: readonly WireHeader[];
  readonly [field: string]: unknown;
}

/** What the bodies of all requests have in common. */
export interface WireBody {
  readonly headers?: readonly WireHeader[];
  readonly [field: string]: unknown;
}

/** The body of `webhooks_create`. */
export interface WireWebhookCreate extends WireBody {
  readonly name: string;
}

/** The body of `webhooks_update`: the changed fields only. */
export interface WireWebhookUpdate extends WireBody {
  readonly name?: string;
}

/** The body of `webhook_tests_create`. */
export type WireTestCreate = WireBody;

/** The filters of `webhooks_list`. */
export interface WireListFilters {
  readonly labels?: Readonly<Record<string, string>>;
  readonly object_type?: string;
  readonly event?: string;
}

/** What `webhook_tests_create` and `webhook_tests_get` answer. */
export interface WireTest {
  readonly id: string;
  readonly status: "pending" | "completed" | "failed";
  readonly error_message: string | null;
}

/** A webhook is its UUID; the name is the one that it had when it was last seen. */
export interface Identity {
  readonly id: string;
  readonly name: string;
}
