import { PROTECTED_FORMS } from "../options";
import { eventsOf } from "../webhook";

const text = { type: "string" };
const count = { type: "integer", minimum: 1 };
const when = { enum: ["before", "after"] };
const milliseconds = { type: "integer", minimum: 0 };
const status = { type: "integer", minimum: 200, maximum: 599 };

const selection = {
  methods: { type: "array", items: { enum: ["GET", "POST", "PATCH", "DELETE"] } },
  path: { type: "string", format: "regex" },
  times: count,
  every: count,
  share: { type: "number", minimum: 0, maximum: 1 },
  seed: { type: "integer" },
};

const strict = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const kind = (
  name: string,
  properties: Readonly<Record<string, object>> = {},
  optional: Readonly<Record<string, object>> = {},
) => strict({ kind: { const: name }, ...properties, ...optional, ...selection }, ["kind", ...Object.keys(properties)]);

/** A trouble as JSON: `path` is the source of a regular expression. */
export const troubleSchema = {
  type: "object",
  required: ["kind"],
  discriminator: { propertyName: "kind" },
  oneOf: [
    kind("status", { status }, { headers: { type: "object", additionalProperties: text }, body: {}, when }),
    kind("drop", {}, { when }),
    kind("cut"),
    kind("slow", { ms: milliseconds }, { when }),
    kind("hang", {}, { when }),
    kind("html", {}, { when }),
    kind("malformed"),
    kind("shape", { shape: { enum: ["swapped", "missing-id"] } }),
    kind("content-type", { contentType: text }),
    kind("redirect", { location: text }, { status }),
    kind("rate-limit", { limit: { type: "integer", minimum: 0 }, windowSeconds: count }),
  ],
};

export const holdSchema = strict({ method: text, path: { type: "string", format: "regex" }, when }, ["method", "when"]);

export const eventSchema = strict(
  {
    objectType: { enum: ["deployment", "pipeline"] },
    objectName: text,
    version: text,
    event: { enum: [...eventsOf("deployment"), ...eventsOf("pipeline")] },
    requestId: text,
    status: text,
    result: {},
  },
  ["objectType", "objectName", "event"],
);

const fields = {
  name: text,
  url: text,
  headers: {
    type: "array",
    items: strict({ key: text, value: text, protected: { type: "boolean" } }, ["key", "value", "protected"]),
  },
  object_type: { enum: ["deployment", "pipeline"] },
  object_name: text,
  version: { type: "string", nullable: true },
  description: text,
  labels: { type: "object", additionalProperties: text },
  event: text,
  timeout: { type: "number" },
  enabled: { type: "boolean" },
  retry: { type: "boolean" },
  include_result: { type: "boolean" },
};

export const editSchema = strict(fields);

export const objectSchema = strict({
  exists: { type: "boolean" },
  versions: { type: "array", items: text },
  defaultVersion: { type: "string", nullable: true },
});

export const settingsSchema = strict({
  token: { type: "string", minLength: 1 },
  protectedForm: { enum: PROTECTED_FORMS },
  projects: { type: "array", items: text, nullable: true },
});
