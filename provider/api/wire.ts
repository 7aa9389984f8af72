/**
 * The API's own shapes, snake_case as on the wire.
 *
 * @see the "Webhooks" section of the UbiOps API: `webhooks_*` and `webhook_tests_*`
 */

export type ObjectType = "deployment" | "pipeline";

/** A request header of a webhook. Answers may hold a mask, null or nothing in place of a protected value. */
export interface WireHeader {
  readonly key: string;
  /** In a PATCH, null leaves the stored value of a protected header as it is. */
  readonly value?: string | null;
  readonly protected?: boolean;
}

/** What `webhooks_get`, `webhooks_list`, `webhooks_create` and `webhooks_update` answer. */
export interface WireWebhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly headers: readonly WireHeader[];
  readonly object_type: ObjectType;
  readonly object_name: string;
  readonly version: string | null;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly event: string;
  readonly timeout: number;
  readonly enabled: boolean;
  readonly retry: boolean;
  readonly include_result: boolean;
  /** When the service last changed anything of it; not every service says. */
  readonly last_updated?: string;
}

/** The body of `webhooks_create`. */
export type WireWebhookCreate = Pick<WireWebhook, "name" | "url" | "object_type" | "object_name" | "event"> &
  Partial<Omit<WireWebhook, "id" | "version" | "last_updated">> & { readonly version?: string };

/** The body of `webhooks_update`: the changed fields only. */
export type WireWebhookUpdate = Partial<
  Omit<WireWebhook, "id" | "object_type" | "object_name" | "version" | "last_updated">
>;

/** The filters of `webhooks_list`. */
export interface WireListFilters {
  readonly labels?: Readonly<Record<string, string>>;
  readonly object_type?: ObjectType;
  readonly event?: string;
}

/** The body of `webhook_tests_create`. */
export type WireTestCreate = Pick<WireWebhook, "url" | "object_type" | "object_name" | "event"> &
  Partial<Pick<WireWebhook, "headers" | "timeout" | "retry" | "include_result">> & { readonly version?: string };

/** What `webhook_tests_create` and `webhook_tests_get` answer. */
export interface WireTest {
  readonly id: string;
  readonly status: "pending" | "completed" | "failed";
  readonly error_message: string | null;
}
