/** What the command's exit code says. */
export const EXIT = {
  done: 0,
  /** The webhook test was run, and failed. */
  testFailed: 1,
  /** The command was called wrongly, or is not configured. */
  usage: 2,
  /** It did not work: the service refused or did not answer, a file could not be read or written. */
  failed: 3,
} as const;

/** The command was called wrongly, or is not configured; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
