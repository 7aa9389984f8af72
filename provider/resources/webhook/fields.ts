import { choice, flag, integer, pathName, text, url } from "../field-types";
import type { Fields } from "../fields";
import { headers, labels } from "../map-types";

export const OBJECT_TYPES = ["deployment", "pipeline"] as const;
const MOMENTS = ["started", "completed", "failed", "finished"] as const;

export type ObjectType = (typeof OBJECT_TYPES)[number];

/** What makes UbiOps call: a moment in the life of a request of a deployment or a pipeline. */
export type WebhookEvent = `${ObjectType}_request_${(typeof MOMENTS)[number]}`;

/** The events of objects of this type. */
export const eventsOf = (objectType: ObjectType): WebhookEvent[] =>
  MOMENTS.map((moment): WebhookEvent => `${objectType}_request_${moment}`);

/**
 * The fields of a webhook, each stated once.
 *
 * @see `webhooks_create` and `webhooks_update` of the UbiOps API, and the limits in UbiOps' own clients
 */
export const FIELDS = {
  project: {
    // A slash ends the project in a Pulumi id.
    type: pathName({ slashes: false }),
    replaces: true,
    inTest: true,
    doc: "The UbiOps project. Default: the project of the configuration.",
  },
  name: {
    wire: "name",
    type: pathName({ max: 64 }),
    doc: "The name of the webhook, unique in its project. Default: the logical name with a suffix.",
  },
  url: {
    wire: "url",
    type: url,
    required: true,
    inTest: true,
    doc: "The URL that UbiOps calls: http(s), without credentials in it.",
  },
  objectType: {
    wire: "object_type",
    type: choice(OBJECT_TYPES),
    required: true,
    replaces: true,
    inTest: true,
    doc: "The type of object that the webhook belongs to.",
  },
  objectName: {
    wire: "object_name",
    type: text({ min: 1 }),
    required: true,
    replaces: true,
    inTest: true,
    doc: "The name of that deployment or pipeline.",
  },
  version: {
    wire: "version",
    type: text({ min: 1 }),
    replaces: true,
    inTest: true,
    doc: "The version of that deployment or pipeline. Default: its default version.",
  },
  event: {
    wire: "event",
    type: choice(OBJECT_TYPES.flatMap(eventsOf)),
    required: true,
    inTest: true,
    doc: "The event that makes UbiOps call, one of the object's type.",
  },
  headers: {
    type: headers,
    default: {},
    inTest: true,
    doc: "The plain request headers of every call: values by name. Anyone who may read the webhook sees them.",
  },
  protectedHeaders: {
    type: headers,
    default: {},
    secret: true,
    inTest: true,
    doc: "The request headers whose values UbiOps hides: values by name. The values are always secret.",
  },
  description: {
    wire: "description",
    type: text({ max: 400, breaks: true }),
    default: "",
    doc: "What the webhook is for.",
  },
  labels: { wire: "labels", type: labels, default: {}, doc: "Labels to find webhooks by: names with values." },
  timeout: {
    wire: "timeout",
    type: integer({ min: 1, max: 30, unit: "seconds" }),
    default: 10,
    inTest: true,
    doc: "How long UbiOps waits for the answer to a call.",
  },
  enabled: { wire: "enabled", type: flag, default: true, doc: "Whether UbiOps calls at all." },
  retry: { wire: "retry", type: flag, default: false, inTest: true, doc: "Whether UbiOps repeats a call that fails." },
  includeResult: {
    wire: "include_result",
    type: flag,
    default: false,
    inTest: true,
    doc: "Whether calls contain the result of the request.",
  },
  adoptExisting: {
    type: flag,
    default: false,
    local: true,
    doc: "Whether an existing webhook of this name, for the same object and version, is taken over when this one is created.",
  },
} as const satisfies Fields;
