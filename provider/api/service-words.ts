/** What the body of an error says, whatever its form. */
export interface ServiceWords {
  /** All of it, in one line. */
  readonly text: string;
  /** What it says of single fields, by their names on the wire; a nested one has a path such as `headers.1.value`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Names under which a body has a message about the whole request. */
const MESSAGES = ["error", "error_message", "detail", "message", "errors", "non_field_errors", "title"];

const LONGEST_BODY = 64_000;

/** Much more than an error shows, so that a secret is masked before the text is cut. */
const LONGEST_TEXT = 16_000;
const DEEPEST = 7;

/** Reads the body of an error: an object with a message or with fields, a list, a page or plain text. */
export function serviceWords(body: string): ServiceWords {
  const sentences = sentencesIn(read(body.slice(0, LONGEST_BODY)), "", 0);
  return {
    text: sentences
      .map(([field, sentence]) => (field === "" ? sentence : `${field}: ${sentence}`))
      .join("; ")
      .slice(0, LONGEST_TEXT),
    fields: Object.fromEntries(sentences.filter(([field]) => field !== "")),
  };
}

/** The data in a body, or the text in it. */
function read(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const isPage = /^\s*</.test(body);
    return isPage ? body.replace(/<(script|style)\b.*?<\/\1\s*>/gis, " ").replace(/<[^>]*>/g, " ") : body;
  }
}

function sentencesIn(value: unknown, field: string, depth: number): [field: string, sentence: string][] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return [[field, oneLine(String(value))]];
  }
  if (typeof value !== "object" || value === null || depth === DEEPEST) return [];
  if (Array.isArray(value)) {
    const isText = value.length > 0 && value.every((item) => typeof item !== "object");
    return isText
      ? [[field, oneLine(value.join(" "))]]
      : value.flatMap((item: unknown) => sentencesIn(item, field, depth + 1));
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    sentencesIn(inner, MESSAGES.includes(name) ? field : [field, name].filter(Boolean).join("."), depth + 1),
  );
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();
