import { hash } from "../../resources/webhook/automatic-name";

/** Names that a program's module knows already, or that the language keeps for itself. */
const RESERVED = new Set(
  (
    "arguments as async await break case catch class config const continue debugger default delete do else enum eval export exports " +
    "extends false finally for function if implements import in Infinity instanceof interface let module NaN new null package private " +
    "protected public pulumi require return static super switch this throw true try typeof ubiops undefined using var void while with yield"
  ).split(" "),
);

const words = (text: string): string[] => text.match(/[A-Za-z0-9]+/g) ?? [];
const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Several words as one, the first letter of each but the first in upper case. */
export const camelCase = (text: string): string => {
  const [first = "", ...others] = words(text);
  return first.charAt(0).toLowerCase() + first.slice(1) + others.map(capitalized).join("");
};

export const pascalCase = (text: string): string => words(text).map(capitalized).join("");

/**
 * A resource's logical name: the text itself or, where it holds what is troublesome in a URN or a shell, what is left of it
 * and a hash. It depends on nothing but the text, so that it is the same whatever else there is.
 */
export function logicalName(text: string): string {
  if (/^[A-Za-z0-9][\w. -]*$/.test(text)) return text;
  const left = text.replace(/[^\w.-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "");
  return `${left === "" ? "webhook" : left}-${hash(text, 6)}`;
}

/** Gives out names of variables and settings, each once. */
export class Names {
  readonly #taken = new Set<string>();

  /** A name like the wished one: a valid identifier that nothing else has. */
  claim(wish: string): string {
    const named = wish === "" || /^\d/.test(wish) || RESERVED.has(wish) ? `webhook${capitalized(wish)}` : wish;
    let name = named;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${named}_${count}`;
    this.#taken.add(name);
    return name;
  }
}
