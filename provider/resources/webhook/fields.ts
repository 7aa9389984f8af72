import type { WireWebhook } from "../../api/wire";
import { choice, flag, integer, type Kind, labels, pathName, text, url } from "../field-types";

/** One field of a webhook: everything that mapping, defaults, checks, comparison and documentation know of it. */
export interface Field {
  /** Its name on the wire; missing where the API's body does not hold it. */
  readonly wire?: keyof WireWebhook;
  readonly kind: Kind;
  /** What it is where the program says nothing. A field with neither default nor `required` is left to the service. */
  readonly default?: unknown;
  readonly required?: true;
  /** A change makes a new webhook: the API cannot change this field. */
  readonly replaces?: true;
  /** A setting of the provider alone, which is never a difference. */
  readonly local?: true;
  /** One sentence for the documentation. */
  readonly doc: string;
}

export type Fields = Readonly<Record<string, Field>>;

export const OBJECT_TYPES = ["deployment", "pipeline"] as const;
const MOMENTS = ["started", "completed", "failed", "finished"] as const;

/** The events that an object of this type raises. */
export const eventsOf = (objectType: string): string[] => MOMENTS.map((moment) => `${objectType}_request_${moment}`);

/**
 * The fields of a webhook, each stated once. `headers` is not among them: it has rules of its own (`headers/`).
 *
 * @see `webhooks_create` and `webhooks_update` of the UbiOps API, and the limits of its own clients
 */
export const FIELDS = {
  project: {
    // A slash ends the project in a Pulumi id.
    kind: pathName({ slashes: false }),
    replaces: true,
    doc: "The UbiOps project. Default: the project of the configuration.",
  },
  name: {
    wire: "name",
    kind: pathName({ max: 64 }),
    doc: "The webhook's name, unique in its project. Default: the logical name with a suffix.",
  },
  url: {
    wire: "url",
    kind: url,
    required: true,
    doc: "Where UbiOps sends its calls: an http(s) URL without credentials.",
  },
  objectType: {
    wire: "object_type",
    kind: choice(OBJECT_TYPES),
    required: true,
    replaces: true,
    doc: "What the webhook belongs to.",
  },
  objectName: {
    wire: "object_name",
    kind: text({ min: 1 }),
    required: true,
    replaces: true,
    doc: "The name of that deployment or pipeline.",
  },
  version: {
    wire: "version",
    kind: text({ min: 1 }),
    replaces: true,
    doc: "The version of that deployment or pipeline. Default: the object's default version.",
  },
  event: {
    wire: "event",
    kind: choice(OBJECT_TYPES.flatMap(eventsOf)),
    required: true,
    doc: "What makes UbiOps call: an event of the object's type.",
  },
  description: {
    wire: "description",
    kind: text({ max: 400, breaks: true }),
    default: "",
    doc: "What the webhook is for.",
  },
  labels: { wire: "labels", kind: labels, default: {}, doc: "Names with values to find webhooks by." },
  timeout: {
    wire: "timeout",
    kind: integer({ min: 1, max: 30, unit: "seconds" }),
    default: 10,
    doc: "How long UbiOps waits for the answer to a call.",
  },
  enabled: { wire: "enabled", kind: flag, default: true, doc: "Whether UbiOps calls at all." },
  retry: { wire: "retry", kind: flag, default: false, doc: "Whether UbiOps repeats a call that fails." },
  includeResult: {
    wire: "include_result",
    kind: flag,
    default: false,
    doc: "Whether calls hold the result of the request.",
  },
  adoptExisting: {
    kind: flag,
    local: true,
    doc: "Whether a webhook of this name that exists already is taken over. Default: no, it is refused.",
  },
} as const satisfies Fields;

/** The fields that the API's body holds, with their wire names. */
export const wireFields = (fields: Fields): [name: string, field: Field & { wire: keyof WireWebhook }][] =>
  Object.entries(fields).flatMap(([name, field]) => (field.wire ? [[name, { ...field, wire: field.wire }]] : []));
