/**
 * Mutes the stack traces that the SDK writes while it registers a resource: four for every property, each line of them
 * mapped to its source, which is half of what a program does. Only `PULUMI_DEBUG_PROMISE_LEAKS` shows them.
 *
 * Users see the same as ever. The SDK reads the position of a resource without a limit of lines, which is not muted. An
 * error that is made meanwhile keeps its trace: the text of a trace is written when it is first read, and that of an error
 * is not read before it is reported.
 * @returns ends the muting: call it even if the registration throws
 */
export function muteStackTraces(): () => void {
  const write = Reflect.get(Error, "prepareStackTrace") as typeof Error.prepareStackTrace | undefined;
  // Without this function (Node 20.19 outside of the engine) traces are not mapped, and cheap.
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"] || !write) return () => undefined;
  Error.prepareStackTrace = (error, lines) =>
    Error.stackTraceLimit === Infinity ? (write(error, lines) as unknown) : "";
  return () => {
    Error.prepareStackTrace = write;
  };
}
