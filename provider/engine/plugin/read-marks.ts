import type { Inputs, Properties } from "../../resources/types";
import { isRecord } from "../../shared/values";

/** Says of inputs that they were read, and not declared by a program. The engine hides names that begin like this. */
const READ = "__read";

/** The name that a webhook has by its program, if it was read under another one. */
const DECLARED_NAME = "__name";

const untoldIn = ({ protectedHeaders }: Properties): string[] =>
  isRecord(protectedHeaders) ? Object.keys(protectedHeaders).filter((name) => protectedHeaders[name] === "") : [];

/**
 * Inputs that were read, with what the next check must know of them: whether values of protected headers are empty since
 * nobody has told them, and what was declared as the name, or made for it, if somebody has changed it.
 * @param before the inputs as they were recorded; empty in an import
 */
export function asRead({ properties, secrets }: Inputs, before: Properties = {}): Inputs {
  const name = declaredName(before);
  const marks = {
    ...(untoldIn(properties).length > 0 && { [READ]: true }),
    ...(name !== undefined && name !== properties["name"] && { [DECLARED_NAME]: name }),
  };
  return { properties: { ...properties, ...marks }, secrets };
}

/** The name by the program in recorded inputs. */
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
export function refuseUntold({ properties }: Inputs, ignored: readonly string[]): void {
  const isIgnored = (name: string) =>
    ignored.some((path) => path === "*" || (path.startsWith("protectedHeaders") && isPathOf(path, name)));
  const untold = untoldIn(properties).filter((name) => !isIgnored(name));
  if (untold.length === 0) return;
  const headers = `header${untold.length > 1 ? "s" : ""} ${untold.map((name) => JSON.stringify(name)).join(", ")}`;
  throw new Error(
    `protectedHeaders: ${headers}: the value must not be empty. UbiOps does not tell it, so that an import leaves it open: ` +
      'fill it in, or keep what UbiOps has with ignoreChanges: ["protectedHeaders"].',
  );
}

const isPathOf = (path: string, name: string): boolean => path === "protectedHeaders" || path.includes(name);
