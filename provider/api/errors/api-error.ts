import { redact } from "../../shared/redaction";
import { serviceWords } from "../service-words";

const LONGEST_WORDS = 500;

/** One request and how it ended: what errors speak of. */
export interface Encounter {
  readonly method: string;
  /** The path after the host. */
  readonly path: string;
  readonly host: string;
  readonly project: string;
  /** The name of the webhook that the request is about. */
  readonly webhook?: string;
  /** The name that the webhook would have afterwards, where the request gives it one. */
  readonly newName?: string;
  readonly status?: number;
  /** What the service answered, or the system's name for what happened. */
  readonly text?: string;
  /** What the last of several attempts adds: how many there were, and why there is no other. */
  readonly persistence?: string;
}

// The engine's host takes meaning from properties called `id`, `code`, `details`, `metadata` and `reasons`, and prints the
// stack: an error of the API has none of them, and an empty stack.
/**
 * A request that failed. The message says what is wrong and what to do, then what the service says, then which request it
 * was; no known secret stands in it. The property `name` tells the kind of failure: `"UnauthorizedError"`,
 * `"ProjectNotFoundError"`, `"RateLimitedError"`, `"TimeoutError"` and so on.
 */
export class ApiError extends Error {
  /** The method of the request. */
  readonly method: string;
  /** The path of the request after the API's address. */
  readonly path: string;
  /** The status of the answer; undefined where there was none. */
  readonly status: number | undefined;
  /** What the service said, shortened. */
  readonly serviceMessage: string | undefined;

  /**
   * @param sentences what is wrong, where, and what to do
   * @internal
   */
  constructor(sentences: string, encounter: Encounter) {
    const { method, status, persistence, text = "" } = encounter;
    const path = redact(encounter.path);
    const words = shorten(redact(serviceWords(text).text));
    const said = words === "" ? "" : status === undefined ? ` (${words})` : ` UbiOps says: ${words}`;
    const request = status === undefined ? `(${method} ${path})` : `(${method} ${path}, status ${status})`;
    super(`${redact([sentences, persistence].filter(Boolean).join(" "))}${said} ${request}`);
    this.name = new.target.name;
    this.stack = "";
    this.method = method;
    this.path = path;
    this.status = status;
    this.serviceMessage = status === undefined || words === "" ? undefined : words;
  }
}

const shorten = (text: string): string => (text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text);

/** Where something is, as every message names it. */
export const place = ({ project, host }: Encounter): string => `project "${project}" at ${host}`;
