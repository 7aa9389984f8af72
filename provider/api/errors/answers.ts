import { ApiError, type Encounter } from "./api-error";

/** A redirect, which is never followed: the token belongs to the configured host alone. */
export class RedirectError extends ApiError {
  constructor(encounter: Encounter) {
    const { text = "", ...rest } = encounter;
    super(
      `${encounter.host} redirects to ${text === "" ? "nowhere" : text}, and redirects are not followed, so that the token ` +
        "goes to no other host: if that is the API's new address, set ubiops:apiHost or UBIOPS_API_HOST to it.",
      rest,
    );
  }
}

/** A page for people in place of data: maintenance, a login page, or no API at all. */
export class PageError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `${encounter.host} answers with a web page where the UbiOps API answers with data: it may be in maintenance, behind a ` +
        "login page, or not the API: try again later, and check ubiops:apiHost.",
      encounter,
    );
  }
}

/** Data of another shape than the API's. */
export class MalformedAnswerError extends ApiError {
  constructor(encounter: Encounter) {
    const { text = "", ...rest } = encounter;
    super(
      `The answer of ${encounter.host} is not what the UbiOps API answers (${text}): nothing of it was taken over. Check ` +
        "ubiops:apiHost; if it is right, try again later.",
      rest,
    );
  }
}
