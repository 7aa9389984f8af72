import { UNAUTHORIZED_STATUS } from "../assumptions";
import { ApiError } from "./errors";

/** @throws ApiError where the header is not `Token <token>` with the right one */
export function authorize(header: string | undefined, token: string): void {
  const [scheme, ...words] = header?.trim().split(/\s+/) ?? [];
  if (scheme?.toLowerCase() !== "token" || words.length === 0) {
    throw new ApiError(UNAUTHORIZED_STATUS, "Authentication credentials were not provided");
  }
  if (words.length > 1)
    throw new ApiError(UNAUTHORIZED_STATUS, "Invalid token header. Token string should not contain spaces");
  if (words[0] !== token) throw new ApiError(UNAUTHORIZED_STATUS, "Invalid token");
}
