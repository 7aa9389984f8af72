/** What an error's body says, in whichever of its forms. */
export interface ServiceWords {
  /** Everything it says, in one line. */
  readonly text: string;
  /** What it says of single fields, by their names on the wire; a path such as `headers.1.value` for a nested one. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Names under which a body holds a message about the whole. */
const MESSAGES = ["error", "error_message", "detail", "message", "errors", "non_field_errors", "title"];

const LONGEST_BODY = 64_000;

/** Much more than an error shows, so that a secret is masked before it is cut. */
const LONGEST_TEXT = 16_000;
const DEEPEST = 6;

/** Reads the body of an error: an object with a message or with fields, a list, a page or plain text. */
export function serviceWords(body: string): ServiceWords {
  const known = body.slice(0, LONGEST_BODY);
  const parsed = parseJson(known);
  if (parsed === undefined) return { text: plainText(known).slice(0, LONGEST_TEXT), fields: {} };
  const sentences = [...sayings(parsed, "", 0)];
  const fields = sentences.filter(([field]) => field !== "");
  return {
    text: sentences
      .map(([field, sentence]) => (field === "" ? sentence : `${field}: ${sentence}`))
      .join("; ")
      .slice(0, LONGEST_TEXT),
    fields: Object.fromEntries(fields),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* sayings(value: unknown, field: string, depth: number): Generator<[field: string, sentence: string]> {
  if (depth > DEEPEST) return;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    yield [field, oneLine(`${value}`)];
  } else if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    if (value.length > 0) yield [field, oneLine(value.join(" "))];
  } else if (Array.isArray(value)) {
    for (const item of value) yield* sayings(item, field, depth + 1);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield* sayings(inner, MESSAGES.includes(name) ? field : [field, name].filter(Boolean).join("."), depth + 1);
    }
  }
}

/** The title and text of a page, or the text itself. */
function plainText(text: string): string {
  const visible = text.replace(/<(script|style)\b.*?<\/\1\s*>/gis, " ").replace(/<[^>]*>/g, " ");
  return oneLine(/^\s*</.test(text) ? visible : text);
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();
