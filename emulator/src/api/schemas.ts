import { MAX_TIMEOUT, OBJECT_TYPES } from "../webhook";
import {
  HEADER_REQUIRED,
  MIN_TIMEOUT,
  NULL_ALLOWED,
  NULL_VERSION_ALLOWED,
  UNKNOWN_FIELDS_ALLOWED,
} from "../assumptions";
import type { ObjectType } from "../webhook";

/** A header as a request has it. */
export interface SentHeader {
  readonly key: string;
  readonly value?: string | null;
  readonly protected: boolean;
}

/** Where to deliver, how, and when. */
interface DeliveryFields {
  readonly url: string;
  readonly headers?: readonly SentHeader[];
  readonly event: string;
  readonly timeout?: number;
  readonly retry?: boolean;
  readonly include_result?: boolean;
}

/** The deployment or pipeline. */
interface ObjectFields {
  readonly object_type: ObjectType;
  readonly object_name: string;
  readonly version?: string | null;
}

/** What only a webhook has, and a webhook test has not. */
interface OwnFields {
  readonly name: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
}

/** The body of `webhook_tests_create`. */
export type TestBody = DeliveryFields & ObjectFields;
/** The body of `webhooks_create`. */
export type CreateBody = DeliveryFields & ObjectFields & OwnFields;
/** The body of `webhooks_update`. */
export type UpdateBody = Partial<DeliveryFields & OwnFields>;
/** The filters of `webhooks_list`. */
export interface ListQuery {
  readonly labels?: string;
  readonly object_type?: string;
  readonly event?: string;
}

const notEmpty = { type: "string", minLength: 1, nullable: NULL_ALLOWED };
const flag = { type: "boolean", nullable: NULL_ALLOWED };

const headers = (valueMayBeNull: boolean) => ({
  type: "array",
  nullable: NULL_ALLOWED,
  items: {
    type: "object",
    required: valueMayBeNull ? HEADER_REQUIRED : [...HEADER_REQUIRED, "value"],
    properties: { key: notEmpty, value: { ...notEmpty, nullable: valueMayBeNull }, protected: { type: "boolean" } },
    additionalProperties: UNKNOWN_FIELDS_ALLOWED,
  },
});

const deliveryFields = (isUpdate: boolean) => ({
  url: notEmpty,
  headers: headers(isUpdate),
  event: notEmpty,
  timeout: { type: "integer", minimum: MIN_TIMEOUT, maximum: MAX_TIMEOUT, nullable: NULL_ALLOWED },
  retry: flag,
  include_result: flag,
});

const objectFields = {
  object_type: { enum: OBJECT_TYPES },
  object_name: notEmpty,
  version: { ...notEmpty, nullable: NULL_VERSION_ALLOWED },
};

const ownFields = {
  name: { ...notEmpty, maxLength: 64 },
  description: { type: "string", maxLength: 400, nullable: NULL_ALLOWED },
  labels: { type: "object", additionalProperties: { type: "string" }, nullable: NULL_ALLOWED },
  enabled: flag,
};

const body = (properties: object, required: readonly string[]) => ({
  type: "object",
  properties,
  required,
  additionalProperties: UNKNOWN_FIELDS_ALLOWED,
});

const REQUIRED = ["url", "object_type", "object_name", "event"];

export const createSchema = body({ ...deliveryFields(false), ...objectFields, ...ownFields }, ["name", ...REQUIRED]);
export const updateSchema = body({ ...deliveryFields(true), ...ownFields }, []);
export const testSchema = body({ ...deliveryFields(false), ...objectFields }, REQUIRED);

const filter = { type: "string" };
export const listSchema = { type: "object", properties: { labels: filter, object_type: filter, event: filter } };
