import { Rejected } from "./failure";
import { ShapeError } from "./parse";

/**
 * Makes an answer of a body.
 * @param accept throws ShapeError where the data is of another shape
 * @throws Rejected where it is no answer of the API
 */
export function readBody<T>(status: number, body: string, accept: (data: unknown) => T): T {
  const reject = (kind: "page" | "malformed", text: string) =>
    new Rejected({ kind, status, mayHaveHappened: true, text });
  const data = parseJson(body);
  if (data === NO_JSON) throw /^\s*</.test(body) ? reject("page", body) : reject("malformed", "it is no JSON");
  try {
    return accept(data);
  } catch (error) {
    throw error instanceof ShapeError ? reject("malformed", error.message) : error;
  }
}

const NO_JSON = Symbol("no JSON");

/** The data of a body; nothing for an empty one. */
function parseJson(body: string): unknown {
  if (body === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return NO_JSON;
  }
}
