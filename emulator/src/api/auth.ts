import { UNAUTHORIZED_STATUS } from "../assumptions";
import { HttpRefusal } from "./answers";

/** @throws HttpRefusal if the header is not `Token <token>` with the right token */
export function authorize(header: string | undefined, token: string): void {
  const [scheme, ...words] = header?.trim().split(/\s+/) ?? [];
  if (scheme?.toLowerCase() !== "token" || words.length === 0) {
    throw new HttpRefusal(UNAUTHORIZED_STATUS, "Authentication credentials were not provided");
  }
  if (words.length > 1) {
    throw new HttpRefusal(UNAUTHORIZED_STATUS, "Invalid token header. Token string should not contain spaces");
  }
  if (words[0] !== token) throw new HttpRefusal(UNAUTHORIZED_STATUS, "Invalid token");
}
