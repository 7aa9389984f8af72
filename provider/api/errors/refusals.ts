import { serviceWords } from "../service-words";
import { ApiError, type Encounter, place } from "./api-error";

/** 400, 413, 415, 422: the service does not accept what was sent. */
export class BadRequestError extends ApiError {
  /** What the service says of single fields, by their names on the wire. */
  readonly fields: readonly string[];

  constructor(encounter: Encounter) {
    const fields = Object.keys(serviceWords(encounter.text ?? "").fields);
    const named = [...new Set(fields.map((field) => publicName(field.split(".")[0] ?? field)))];
    const what =
      named.length === 0
        ? "The UbiOps API does not accept this request"
        : `The UbiOps API does not accept ${named.join(", ")}`;
    const where =
      encounter.webhook === undefined
        ? `in ${place(encounter)}`
        : `of webhook "${encounter.webhook}" in ${place(encounter)}`;
    super(`${what} ${where}: correct it in the program.`, encounter);
    this.fields = fields;
  }
}

const publicName = (wire: string): string => wire.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** 401: the token is unknown, expired or malformed. */
export class UnauthorizedError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `${encounter.host} does not accept the API token: set a valid one with "pulumi config set --secret ubiops:apiToken" ` +
        `or UBIOPS_API_TOKEN, or as the apiToken of an explicit Provider. A plain "pulumi refresh" or "pulumi destroy" still uses the token in the state, also after ` +
        `the configuration has a new one: run "pulumi up" or "pulumi refresh --run-program" once.`,
      encounter,
    );
  }
}

/** 403: the token is good, but not for this. */
export class ForbiddenError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The API token has no permission for this in ${place(encounter)}: give its service user a role that may ` +
        `${{ GET: "read", POST: "create", PATCH: "update", DELETE: "delete" }[encounter.method] ?? "use"} webhooks there.`,
      encounter,
    );
  }
}

/** 404 of what holds the webhooks. */
export class ProjectNotFoundError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `There is no project "${encounter.project}" at ${encounter.host}, or the API token may not see it: check the project ` +
        `(ubiops:project, UBIOPS_PROJECT or the resource's own), the host (ubiops:apiHost, UBIOPS_API_HOST) and the ` +
        `token's role.`,
      encounter,
    );
  }
}

/** 404 or 400: the deployment or pipeline, or its version, does not exist. */
export class ObjectNotFoundError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The deployment or pipeline that this webhook names does not exist in ${place(encounter)}, or has no such version, ` +
        `or no default one where the program names none: check objectType, objectName and version, or create it first.`,
      encounter,
    );
  }
}

/** 404 of a webhook test. */
export class TestNotFoundError extends ApiError {
  constructor(encounter: Encounter) {
    super(`The webhook test does not exist any more in ${place(encounter)}: run it again.`, encounter);
  }
}

/** 409 or 400, or what a look by name showed: another webhook has the name. */
export class NameTakenError extends ApiError {
  constructor(encounter: Encounter) {
    const taken = `A webhook called "${encounter.newName ?? ""}" already exists in ${place(encounter)}`;
    super(
      encounter.method === "PATCH"
        ? `${taken}, so that this one cannot be renamed to it: choose another name, or rename or ` +
            "delete the other one first."
        : `${taken}, and it is not this resource's: nothing was created. To take it over (also where ` +
            `an interrupted update left it), set adoptExisting: true or use "pulumi import --file"; where the resource was ` +
            `renamed in the program, give it aliases; where it is being replaced (--replace, taint, replaceOnChanges), set ` +
            `deleteBeforeReplace: true; else choose another name.`,
      encounter,
    );
  }
}

/** The answer to a change shows that another webhook took the name in the moment between the look and the change. */
export class OtherWebhookError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The webhook called "${encounter.webhook ?? ""}" in ${place(encounter)} was replaced by another one while it was being ` +
        "updated, and that other one was changed: check it, and run the update with --refresh.",
      encounter,
    );
  }
}

/** 404 at the name of a webhook that the service lists. */
export class UnreachableWebhookError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The webhook "${encounter.webhook ?? ""}" is listed in ${place(encounter)}, but its address answers that it does not ` +
        "exist: nothing was done. Rename or delete it in the web app, where its name is one that no address holds; else run this again.",
      encounter,
    );
  }
}

/** 429 until the time budget ended, or a longer pause than it allows. */
export class RateLimitedError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      "UbiOps limits the rate of requests: run the update again later, with a lower --parallel, or give operations more time " +
        'with "pulumi config set ubiops:timeoutSeconds <seconds>".',
      encounter,
    );
  }
}

/** 5xx and 408: the service failed. */
export class ServerError extends ApiError {
  constructor(encounter: Encounter) {
    super(`The UbiOps API at ${encounter.host} failed: run the update again later.`, encounter);
  }
}

/** Any other status. */
export class UnexpectedStatusError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The UbiOps API at ${encounter.host} answered with a status that this provider does not expect: check the host.`,
      encounter,
    );
  }
}
