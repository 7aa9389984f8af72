import type { Fault } from "./faults";
import type { Pattern } from "./patterns";
import type { Verb } from "./verbs";

/** One fault, one verb, one pattern. */
export interface Cell {
  readonly fault: Fault;
  readonly verb: Verb;
  readonly pattern: Pattern;
}
