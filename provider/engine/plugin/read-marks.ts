import type { Inputs, Properties } from "../../resources/types";
import { isRecord } from "../../shared/values";

/** Marks inputs that were read and not declared by a program. The engine hides names that begin like this. */
const READ = "__read";

/** The name that the program gives, or that was made for it, if the webhook was read under another one. */
const DECLARED_NAME = "__name";

const emptyIn = ({ protectedHeaders }: Properties): string[] =>
  isRecord(protectedHeaders) ? Object.keys(protectedHeaders).filter((name) => protectedHeaders[name] === "") : [];

/**
 * Inputs that were read, with what the next check must know of them: that values of protected headers are empty because the
 * API does not return them, and the name before a rename at the service.
 * @param before the inputs as they were recorded; empty in an import
 */
export function asRead({ properties, secrets }: Inputs, before: Properties = {}): Inputs {
  const name = declaredName(before);
  const marks = {
    ...(emptyIn(properties).length > 0 && { [READ]: true }),
    ...(name !== undefined && name !== properties["name"] && { [DECLARED_NAME]: name }),
  };
  return { properties: { ...properties, ...marks }, secrets };
}

/** The name in recorded inputs that the program gave, or that was made for it. */
export const declaredName = (recorded: Properties): unknown => recorded[DECLARED_NAME] ?? recorded["name"];

/** Inputs without the marks that {@link asRead} sets, and whether they were read. */
export function takeMarks({ properties: marked, secrets }: Inputs): { inputs: Inputs; isRead: boolean } {
  const { [READ]: mark, [DECLARED_NAME]: _, ...properties } = marked;
  return { inputs: { properties, secrets }, isRead: mark === true };
}

/**
 * The generated program of an import has the protected headers with empty values. They must be filled in, unless the
 * program leaves them as they are.
 * @param ignored the paths of `ignoreChanges`: the engine declares the empty values itself then
 * @throws Error that names the headers
 */
export function refuseEmpty({ properties }: Inputs, ignored: readonly string[]): void {
  const isIgnored = (name: string) =>
    ignored.some((path) => path === "*" || (path.startsWith("protectedHeaders") && isPathOf(path, name)));
  const empty = emptyIn(properties).filter((name) => !isIgnored(name));
  if (empty.length === 0) return;
  const headers = `header${empty.length > 1 ? "s" : ""} ${empty.map((name) => JSON.stringify(name)).join(", ")}`;
  throw new Error(
    `protectedHeaders: ${headers}: the value must not be empty. UbiOps does not return it, so an import cannot know it: ` +
      'fill it in, or keep what UbiOps has with ignoreChanges: ["protectedHeaders"].',
  );
}

const isPathOf = (path: string, name: string): boolean => path === "protectedHeaders" || path.includes(name);
