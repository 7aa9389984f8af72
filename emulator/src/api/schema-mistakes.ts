import type { FastifySchemaValidationError } from "fastify/types/schema";

import { ApiError, FieldMistakes } from "./errors";

/** What a schema found, as the API words it. */
export function refusal(errors: readonly FastifySchemaValidationError[]): ApiError {
  const mistakes = new FieldMistakes();
  for (const error of errors) {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    if (error.keyword === "required")
      mistakes.add([...path, String(error.params["missingProperty"])], "This field is required.");
    else if (error.keyword === "additionalProperties")
      mistakes.add([...path, String(error.params["additionalProperty"])], "This field is unknown.");
    else if (error.keyword === "discriminator")
      mistakes.add([...path, String(error.params["tag"])], "This field is not valid.");
    else if (path.length === 0) return new ApiError(400, "The body must be a JSON object");
    else mistakes.add(path, sentence(error));
  }
  return mistakes.refusal();
}

const unescapePointer = (step: string) => step.replaceAll("~1", "/").replaceAll("~0", "~");

const ARTICLES: Record<string, string> = { integer: "an integer", object: "an object", array: "a list" };

function sentence({ keyword, params }: FastifySchemaValidationError): string {
  const limit = String(params["limit"]);
  switch (keyword) {
    case "type":
      return `This field must be ${ARTICLES[String(params["type"])] ?? `a ${String(params["type"])}`}.`;
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
