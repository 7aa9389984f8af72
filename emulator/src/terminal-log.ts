import { masked } from "./mask";
import type { LoggedRequest } from "./request-log";

/** How requests are logged on the terminal. */
export const LOG_FORMS = ["text", "json", "none"] as const;

export type LogForm = (typeof LOG_FORMS)[number];

/** One line for a request, without secrets. */
export function logLine(request: LoggedRequest, form: Exclude<LogForm, "none">): string {
  const shown = masked(request);
  if (form === "json") return JSON.stringify(shown);
  const query = new URLSearchParams(request.query).toString();
  const time = request.at.toISOString().slice(11, 23);
  const status = request.status === null ? "no answer" : String(request.status);
  const body = shown["body"] === undefined ? "" : ` ${JSON.stringify(shown["body"])}`;
  return `${time} ${request.method} ${request.path}${query && `?${query}`} ${status}${body}`;
}
