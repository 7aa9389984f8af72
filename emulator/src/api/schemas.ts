import { MAX_TIMEOUT } from "../webhook";
import { MIN_TIMEOUT, NULL_ALLOWED, NULL_VERSION_ALLOWED, UNKNOWN_FIELDS_ALLOWED } from "../assumptions";
import type { ObjectType } from "../webhook";

/** A header as a request has it. */
export interface SentHeader {
  readonly key: string;
  readonly value?: string | null;
  readonly protected?: boolean;
}

interface Call {
  readonly url: string;
  readonly headers?: readonly SentHeader[];
  readonly event: string;
  readonly timeout?: number;
  readonly retry?: boolean;
  readonly include_result?: boolean;
}

interface Subject {
  readonly object_type: ObjectType;
  readonly object_name: string;
  readonly version?: string | null;
}

interface Description {
  readonly name: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
}

/** The body of `webhook_tests_create`. */
export type TestBody = Call & Subject;
/** The body of `webhooks_create`. */
export type CreateBody = Call & Subject & Description;
/** The body of `webhooks_update`. */
export type UpdateBody = Partial<Call & Description>;
/** The filters of `webhooks_list`. */
export interface ListQuery {
  readonly labels?: string;
  readonly object_type?: string;
  readonly event?: string;
}

const filled = { type: "string", minLength: 1, nullable: NULL_ALLOWED };
const boolean = { type: "boolean", nullable: NULL_ALLOWED };

const headers = (valueMayBeNull: boolean) => ({
  type: "array",
  nullable: NULL_ALLOWED,
  items: {
    type: "object",
    required: valueMayBeNull ? ["key"] : ["key", "value"],
    properties: { key: filled, value: { ...filled, nullable: valueMayBeNull }, protected: { type: "boolean" } },
    additionalProperties: UNKNOWN_FIELDS_ALLOWED,
  },
});

const call = (update: boolean) => ({
  url: filled,
  headers: headers(update),
  event: filled,
  timeout: { type: "integer", minimum: MIN_TIMEOUT, maximum: MAX_TIMEOUT, nullable: NULL_ALLOWED },
  retry: boolean,
  include_result: boolean,
});

const subject = {
  object_type: { enum: ["deployment", "pipeline"] },
  object_name: filled,
  version: { ...filled, nullable: NULL_VERSION_ALLOWED },
};

const description = {
  name: { ...filled, maxLength: 64 },
  description: { type: "string", maxLength: 400, nullable: NULL_ALLOWED },
  labels: { type: "object", additionalProperties: { type: "string" }, nullable: NULL_ALLOWED },
  enabled: boolean,
};

const body = (properties: object, required: readonly string[]) => ({
  type: "object",
  properties,
  required,
  additionalProperties: UNKNOWN_FIELDS_ALLOWED,
});

const SUBJECT_REQUIRED = ["url", "object_type", "object_name", "event"];

export const createSchema = body({ ...call(false), ...subject, ...description }, ["name", ...SUBJECT_REQUIRED]);
export const updateSchema = body({ ...call(true), ...description }, []);
export const testSchema = body({ ...call(false), ...subject }, SUBJECT_REQUIRED);

const filter = { type: "string" };
export const listSchema = { type: "object", properties: { labels: filter, object_type: filter, event: filter } };
