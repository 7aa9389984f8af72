import type { Cell } from "./cell";

/** What must be true of a cell. */
export interface Expectation {
  /** The error's name; missing if the verb succeeds. */
  readonly error?: string;
  /** How often the verb's own request is tried, at least and at most. */
  readonly attempts: readonly [least: number, most: number];
  /** Whether the work is done at the service in the end. */
  readonly done: boolean;
  /** The error of the next update without any trouble; missing if that does what is left to do. */
  readonly next?: string;
}

/** More attempts than fit into the time budget: the waits between them are long. */
const MOST = 10;

/** What must be true of a cell, by what the fault, the verb and the pattern are. */
export function expectation({ fault, verb, pattern }: Cell): Expectation {
  const success = (attempts: number): Expectation => ({ attempts: [attempts, attempts], done: true });
  if (!verb.own) return success(0);
  const { error } = fault;
  const isHarmless = error === undefined || (fault.inBody && verb.bodiless);
  // A broken way is broken from the first request on, so that the verb's own is never sent.
  if (error !== undefined && fault.connection === "tls") return { error, attempts: [1, 1], done: false };
  if (isHarmless || (pattern === "second" && verb.own.position === 1)) return success(1);

  const done = fault.done === true;
  const isLooked = verb.looked === true && fault.certain !== true;
  // A webhook that no state knows is taken over only if the user says so.
  const next = done && verb.adopt ? { next: "NameTakenError" } : {};
  const lasting = (attempts: readonly [number, number]): Expectation => ({ error, attempts, done, ...next });
  const tries: readonly [number, number] = fault.attempts === undefined ? [2, MOST] : [fault.attempts, fault.attempts];

  if (fault.attempts === 1) return lasting([1, 1]);
  if (isLooked) return looked();
  return pattern === "first" || pattern === "second" ? success(2) : lasting(tries);

  function looked(): Expectation {
    // A look fails like everything else: the request is not sent again, and what became of it stays open.
    if (pattern === "from") return lasting([1, 1]);
    if (!done) {
      // A look stands between two attempts: the pattern that strikes every second request strikes each of them.
      return pattern === "first" ? success(2) : lasting(tries);
    }
    return success(1);
  }
}
