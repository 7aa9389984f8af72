/**
 * How long an answer asks to wait, in milliseconds; nothing where it does not say.
 *
 * `Retry-After` holds seconds or a date. UbiOps sends `x-ratelimit-reset` with a 429: seconds, rounded down, so that one more
 * is right.
 * @param now in milliseconds since 1970
 */
export function askedWait(status: number, headers: unknown, now: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const fields = typeof headers === "object" && headers !== null ? headers : {};
  const retryAfter: unknown = Reflect.get(fields, "retry-after");
  const asked = typeof retryAfter === "string" ? (seconds(retryAfter) ?? until(retryAfter, now)) : undefined;
  if (asked !== undefined || status !== 429) return asked;
  const reset: unknown = Reflect.get(fields, "x-ratelimit-reset");
  const rounded = typeof reset === "string" ? seconds(reset) : undefined;
  return rounded === undefined ? undefined : rounded + 1000;
}

const seconds = (text: string): number | undefined =>
  /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : undefined;

function until(date: string, now: number): number | undefined {
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}
