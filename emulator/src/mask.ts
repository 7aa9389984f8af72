import type { LoggedRequest } from "./request-log";

const MASK = "***";

const SECRET_HEADERS = ["authorization", "proxy-authorization", "cookie"];

/** A request as the terminal and the control API show it: without the token, without any header's value, without passwords in URLs. */
export function masked({ headers, body, ...request }: LoggedRequest): Readonly<Record<string, unknown>> {
  const shown = Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.includes(name) ? MASK : value]);
  return { ...request, headers: Object.fromEntries(shown) as unknown, body: maskedBody(body) };
}

/** Everything under `headers` except the names is masked, in whatever form it was sent; null and missing stay. */
export function maskedBody(body: unknown, isSecret = false): unknown {
  if (typeof body === "string") return isSecret ? MASK : body.replace(/(:\/\/[^/\s:@]*):[^/\s@]*@/g, `$1:${MASK}@`);
  if (Array.isArray(body)) return body.map((item: unknown) => maskedBody(item, isSecret));
  if (typeof body !== "object" || body === null) return isSecret && typeof body === "number" ? MASK : body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => [
      field,
      isSecret && field === "key" ? value : maskedBody(value, isSecret || field === "headers"),
    ]),
  );
}
