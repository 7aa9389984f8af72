import type { LoggedRequest } from "./request-log";

const HIDDEN = "***";

const SECRET_HEADERS = ["authorization", "proxy-authorization", "cookie"];

/** A request as the terminal and the control API show it: without the token, values of headers and passwords in URLs. */
export function masked({ headers, body, ...request }: LoggedRequest): Readonly<Record<string, unknown>> {
  const shown = Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.includes(name) ? HIDDEN : value]);
  return { ...request, headers: Object.fromEntries(shown) as unknown, body: maskedBody(body) };
}

/** Masks everything under `headers` except the names, whatever its form; null and what is missing stay. */
export function maskedBody(body: unknown, isSecret = false): unknown {
  if (typeof body === "string") return isSecret ? HIDDEN : withoutPasswords(body);
  if (Array.isArray(body)) return body.map((item: unknown) => maskedBody(item, isSecret));
  if (typeof body !== "object" || body === null) return isSecret && typeof body === "number" ? HIDDEN : body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => [
      field,
      isSecret && field === "key" ? value : maskedBody(value, isSecret || field === "headers"),
    ]),
  );
}

const withoutPasswords = (text: string) => text.replace(/(:\/\/[^/\s:@]*):[^/\s@]*@/g, `$1:${HIDDEN}@`);
