import { PROTECTED_FORMS } from "../options";
import { eventsOf, OBJECT_TYPES } from "../webhook";

const string = { type: "string" };
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

const strict = <P extends object>(properties: P, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const troubleOf = (
  name: string,
  properties: Readonly<Record<string, object>> = {},
  optional: Readonly<Record<string, object>> = {},
) => strict({ kind: { const: name }, ...properties, ...optional, ...selection }, ["kind", ...Object.keys(properties)]);

export const troubleSchema = {
  type: "object",
  required: ["kind"],
  discriminator: { propertyName: "kind" },
  oneOf: [
    troubleOf("status", { status }, { headers: { type: "object", additionalProperties: string }, body: {}, when }),
    troubleOf("drop", {}, { when }),
    troubleOf("cut"),
    troubleOf("slow", { ms: milliseconds }, { when }),
    troubleOf("hang", {}, { when }),
    troubleOf("html", {}, { when }),
    troubleOf("malformed"),
    troubleOf("shape", { shape: { enum: ["swapped", "missing-id"] } }),
    troubleOf("content-type", { contentType: string }),
    troubleOf("redirect", { location: string }, { status }),
    troubleOf("rate-limit", { limit: { type: "integer", minimum: 0 }, windowSeconds: count }),
  ],
};

export const holdSchema = strict({ method: string, path: { type: "string", format: "regex" }, when }, [
  "method",
  "when",
]);

export const eventSchema = strict(
  {
    objectType: { enum: OBJECT_TYPES },
    objectName: string,
    version: string,
    event: { enum: OBJECT_TYPES.flatMap(eventsOf) },
    requestId: string,
    status: string,
    result: {},
  },
  ["objectType", "objectName", "event"],
);

const fields = {
  name: string,
  url: string,
  headers: {
    type: "array",
    items: strict({ key: string, value: string, protected: { type: "boolean" } }, ["key", "value", "protected"]),
  },
  object_type: { enum: OBJECT_TYPES },
  object_name: string,
  version: { type: "string", nullable: true },
  description: string,
  labels: { type: "object", additionalProperties: string },
  event: string,
  timeout: { type: "number" },
  enabled: { type: "boolean" },
  retry: { type: "boolean" },
  include_result: { type: "boolean" },
};

export const editSchema = strict(fields);

export const objectSchema = strict({
  exists: { type: "boolean" },
  versions: { type: "array", items: string },
  defaultVersion: { type: "string", nullable: true },
});

export const settingsSchema = strict({
  token: { type: "string", minLength: 1 },
  protectedForm: { enum: PROTECTED_FORMS },
  projects: { type: "array", items: string, nullable: true },
});
