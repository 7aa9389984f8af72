import type { Subject } from "./errors/explain";
import type { Method } from "./retry";

/** One request, and what is an answer to it. */
export interface Exchange<T> {
  readonly method: Method;
  /** The path after the host, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly subject: Subject;
  /**
   * Makes the answer of a body.
   * @throws ShapeError where it is of another shape
   */
  readonly accept: (body: unknown) => T;
  /** Whether 404 is an answer: the exchange then resolves to nothing. */
  readonly absence?: boolean;
  /**
   * Looks what became of attempts that may have happened. What it resolves to is the answer; nothing: it is not done.
   * Its errors end the exchange.
   */
  readonly reconcile?: () => Promise<T | undefined>;
}
