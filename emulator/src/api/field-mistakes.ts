import type { FastifySchemaValidationError } from "fastify/types/schema";

import { fieldMistakes } from "../assumptions";
import { HttpRefusal } from "./answers";

interface Nested {
  [field: string]: Nested | readonly string[];
}

/** Mistakes by field, sent as one 400. A path such as `["headers", 1, "value"]` leads to the field. */
export class FieldMistakes {
  readonly #found = new Map<string, { path: readonly (string | number)[]; sentences: string[] }>();

  add(path: readonly (string | number)[], sentence: string): void {
    const field = this.#found.get(JSON.stringify(path)) ?? { path, sentences: [] };
    field.sentences.push(sentence);
    this.#found.set(JSON.stringify(path), field);
  }

  /** The 400 that names them all. */
  toRefusal(): HttpRefusal {
    const body: Nested = {};
    for (const { path, sentences } of this.#found.values()) nest(body, path, fieldMistakes(sentences));
    return new HttpRefusal(400, "Invalid fields", body);
  }

  /** @throws HttpRefusal if there are any */
  throwIfAny(): void {
    if (this.#found.size > 0) throw this.toRefusal();
  }
}

/** The 400 for what a schema found, in the API's words. */
export function schemaRefusal(errors: readonly FastifySchemaValidationError[]): HttpRefusal {
  const mistakes = new FieldMistakes();
  for (const error of errors) {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    const { params } = error;
    if (error.keyword === "required") {
      mistakes.add([...path, String(params["missingProperty"])], "This field is required.");
    } else if (error.keyword === "additionalProperties") {
      mistakes.add([...path, String(params["additionalProperty"])], "This field is unknown.");
    } else if (error.keyword === "discriminator") {
      mistakes.add([...path, String(params["tag"])], "This field is not valid.");
    } else if (path.length === 0) {
      return new HttpRefusal(400, "The body must be a JSON object");
    } else {
      mistakes.add(path, sentence(error));
    }
  }
  return mistakes.toRefusal();
}

function nest(body: Nested, path: readonly (string | number)[], sentences: readonly string[]): void {
  let parent = body;
  for (const step of path.slice(0, -1)) {
    const existing = parent[step];
    const next: Nested = existing === undefined || isSentences(existing) ? {} : existing;
    parent[step] = next;
    parent = next;
  }
  parent[String(path.at(-1))] ??= sentences;
}

const isSentences = (value: Nested | readonly string[]): value is readonly string[] => Array.isArray(value);

const unescapePointer = (step: string) => step.replaceAll("~1", "/").replaceAll("~0", "~");

const TYPES: Record<string, string> = { integer: "an integer", object: "an object", array: "a list" };

function sentence({ keyword, params }: FastifySchemaValidationError): string {
  const limit = String(params["limit"]);
  switch (keyword) {
    case "type":
      return `This field must be ${TYPES[String(params["type"])] ?? `a ${String(params["type"])}`}.`;
    case "enum":
      return `This field must be one of ${String(params["allowedValues"])}.`;
    case "minLength":
      return "This field may not be blank.";
    case "maxLength":
      return `Ensure this field has no more than ${limit} characters.`;
    case "minimum":
      return `Ensure this value is greater than or equal to ${limit}.`;
    case "maximum":
      return `Ensure this value is less than or equal to ${limit}.`;
    default:
      return "This field is not valid.";
  }
}
