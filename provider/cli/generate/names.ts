import { createHash } from "node:crypto";

/** Names that the program already uses, and those that the language reserves. */
const RESERVED = new Set(
  (
    "arguments as async await break case catch class config const continue debugger default delete do else enum eval export exports " +
    "extends false finally for function if implements import in Infinity instanceof interface let module NaN new null package private " +
    "protected public pulumi require return static super switch this throw true try typeof ubiops undefined using var void while with yield"
  ).split(" "),
);

const words = (text: string): string[] => text.match(/[A-Za-z0-9]+/g) ?? [];
const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `request-finished` becomes `requestFinished`. */
export const camelCase = (text: string): string => {
  const [first = "", ...others] = words(text);
  return first.charAt(0).toLowerCase() + first.slice(1) + others.map(capitalized).join("");
};

/** `X-api-key` becomes `XApiKey`. */
export const pascalCase = (text: string): string => words(text).map(capitalized).join("");

/**
 * The logical name of a resource: the text itself or, if that contains characters that cause trouble in a URN or a shell,
 * the rest of it and a hash. It depends on the text only: the other webhooks do not matter.
 */
export function logicalName(text: string): string {
  if (/^[A-Za-z0-9][\w. -]*$/.test(text)) return text;
  const rest = text.replace(/[^\w.-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 6);
  return `${rest === "" ? "webhook" : rest}-${hash}`;
}

/** Gives out names of variables and settings, each once. */
export class Names {
  readonly #taken = new Set<string>();

  /** The wished name or one like it: a valid identifier that was not given out before. */
  claim(wish: string): string {
    const name = wish === "" || /^\d/.test(wish) || RESERVED.has(wish) ? `webhook${capitalized(wish)}` : wish;
    let free = name;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${name}_${count}`;
    this.#taken.add(free);
    return free;
  }
}
