import { errorBody, fieldMistakes, MISSING_STATUS } from "../assumptions";

/** A refusal, as the API words it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: object;

  constructor(status: number, message: string, body: object = errorBody(message)) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** What is not there: a project, a webhook, an object and the like. */
export const missing = (what: string, name: string): ApiError =>
  new ApiError(MISSING_STATUS, `The ${what} ${JSON.stringify(name)} does not exist`);

interface Nested {
  [field: string]: Nested | readonly string[];
}

/** Mistakes by field, sent as one 400. A path such as `["headers", 1, "value"]` leads to the field. */
export class FieldMistakes {
  readonly #found = new Map<string, { path: readonly (string | number)[]; sentences: string[] }>();

  add(path: readonly (string | number)[], sentence: string): void {
    const at = this.#found.get(JSON.stringify(path)) ?? { path, sentences: [] };
    at.sentences.push(sentence);
    this.#found.set(JSON.stringify(path), at);
  }

  /** The 400 that names them all. */
  refusal(): ApiError {
    const body: Nested = {};
    for (const { path, sentences } of this.#found.values()) place(body, path, fieldMistakes(sentences));
    return new ApiError(400, "Invalid fields", body);
  }

  /** @throws ApiError where there is any */
  throwIfAny(): void {
    if (this.#found.size > 0) throw this.refusal();
  }
}

function place(body: Nested, path: readonly (string | number)[], sentences: readonly string[]): void {
  const last = String(path.at(-1));
  let at = body;
  for (const step of path.slice(0, -1)) {
    const existing = at[String(step)];
    const next: Nested = existing === undefined || isSentences(existing) ? {} : existing;
    at[String(step)] = next;
    at = next;
  }
  at[last] ??= sentences;
}

const isSentences = (value: Nested | readonly string[]): value is readonly string[] => Array.isArray(value);
