/** What an error says of its request. */
interface Facts {
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly serviceMessage: string | undefined;
}

// The engine's host gives a meaning to properties called `id`, `code`, `details`, `metadata` and `reasons`, and prints the
// stack: an error of the API has none of them, and an empty stack.
/**
 * A request that failed. The message says what is wrong and what to do, then what the service says, then which request it
 * was; every known secret in it is masked. The property `name` tells the kind of failure: `"UnauthorizedError"`,
 * `"ProjectNotFoundError"`, `"RateLimitedError"`, `"TimeoutError"` and so on.
 */
export class ApiError extends Error {
  /** The method of the request. */
  readonly method: string;
  /** The path of the request after the API's address. */
  readonly path: string;
  /** The status of the answer; undefined if there was none. */
  readonly status: number | undefined;
  /** What the service said, shortened; values that the request sent are masked. */
  readonly serviceMessage: string | undefined;

  /** @internal */
  constructor(name: string, message: string, { method, path, status, serviceMessage }: Facts) {
    super(message);
    this.name = name;
    this.stack = "";
    this.method = method;
    this.path = path;
    this.status = status;
    this.serviceMessage = serviceMessage;
  }
}

/** The service does not accept what was sent. */
export class BadRequestError extends ApiError {}

/** Another webhook has the name. */
export class NameTakenError extends ApiError {}

/** There was no complete answer in time. */
export class TimeoutError extends ApiError {}

/** What the sentences about a failure are made of. */
export interface Circumstances {
  readonly method: string;
  readonly host: string;
  readonly project: string;
  /** The webhook that the request is about. */
  readonly webhook?: string | undefined;
  /** The name that the request gives the webhook. */
  readonly newName?: string | undefined;
  /** What the user can do about a taken name: a sentence of the caller. */
  readonly ifNameTaken?: string | undefined;
  /** Where a redirect leads, what is wrong with an answer, which fields are refused. */
  readonly detail: string;
}

const at = ({ project, host }: Circumstances): string => `project "${project}" at ${host}`;

const PERMISSIONS: Readonly<Record<string, string>> = {
  GET: "read",
  POST: "create",
  PATCH: "update",
  DELETE: "delete",
};

/** Every kind of failure by the name of its error: what is wrong, where, and what to do. */
export const SENTENCES = {
  UnauthorizedError: ({ host }) =>
    `${host} does not accept the API token. Set a valid one with "pulumi config set --secret ubiops:apiToken", in ` +
    "UBIOPS_API_TOKEN, or as the apiToken of an explicit Provider. A plain " +
    '"pulumi refresh" or "pulumi destroy" uses the token in the state; with --run-program it uses the configuration of the ' +
    "program.",

  ForbiddenError: (where) =>
    `The API token has no permission to ${PERMISSIONS[where.method] ?? "use"} webhooks in ${at(where)}: give its service ` +
    "user a role that allows it.",

  ProjectNotFoundError: ({ project, host }) =>
    `There is no project "${project}" at ${host}, or the API token may not see it: check the project (ubiops:project, ` +
    "UBIOPS_PROJECT or the resource's own), the host (ubiops:apiHost, UBIOPS_API_HOST) and the token's role. If the project " +
    'was deleted or renamed, take its webhooks out of the state with "pulumi state delete".',

  ObjectNotFoundError: (where) =>
    `The deployment or pipeline does not exist in ${at(where)}, or does not have this version, or has no default version: ` +
    "check objectType, objectName and version, or create it first.",

  TestNotFoundError: (where) => `The webhook test no longer exists in ${at(where)}: run it again.`,

  NameTakenError: (where) => {
    const taken = `A webhook called "${where.newName ?? ""}" already exists in ${at(where)}`;
    const untouched =
      where.method === "POST" ? "nothing was created" : `webhook "${where.webhook ?? ""}" was not renamed to it`;
    return [`${taken}: ${untouched}.`, where.ifNameTaken].filter(Boolean).join(" ");
  },

  OtherWebhookError: (where) =>
    `While webhook "${where.webhook ?? ""}" in ${at(where)} was being updated, another webhook took its name and was changed ` +
    'instead: check that one, then run "pulumi up --refresh".',

  UnreachableWebhookError: (where) =>
    `The UbiOps API lists webhook "${where.webhook ?? ""}" in ${at(where)}, but answers that it does not exist: nothing was ` +
    "done. Try again; if this remains, rename or delete the webhook in the web app.",

  BadRequestError: (where) => {
    const what = where.detail || "this request";
    const whose = where.webhook === undefined ? "" : ` ${where.detail ? "of" : "for"} webhook "${where.webhook}"`;
    return `The UbiOps API does not accept ${what}${whose} in ${at(where)}: correct it in the program.`;
  },

  RateLimitedError: () =>
    "UbiOps limits the rate of requests: try again later, use a lower --parallel, or give operations more time with " +
    '"pulumi config set ubiops:timeoutSeconds <seconds>".',

  ServerError: ({ host }) => `The UbiOps API at ${host} failed: try again later.`,

  UnexpectedStatusError: ({ host }) =>
    `The UbiOps API at ${host} answered with an unexpected status: check ubiops:apiHost (UBIOPS_API_HOST).`,

  RedirectError: ({ host, detail }) =>
    `${host} redirects to ${detail || "another address"}. Redirects are not followed, because the token is for the configured ` +
    "host only. If that is the API's new address, set ubiops:apiHost (UBIOPS_API_HOST) to it.",

  PageError: ({ host }) =>
    `${host} answered with a web page instead of data: it may be in maintenance, behind a login page, or not the UbiOps API. ` +
    "Try again later, and check ubiops:apiHost (UBIOPS_API_HOST).",

  MalformedAnswerError: ({ host, detail }) =>
    `The answer of ${host} does not have the form of the UbiOps API (${detail}), and nothing of it was used. Check ` +
    "ubiops:apiHost (UBIOPS_API_HOST); if it is right, try again later.",

  ConnectionRefusedError: ({ host }) =>
    `Cannot connect to ${host}: check ubiops:apiHost (UBIOPS_API_HOST), the network and the proxy settings.`,

  ConnectionLostError: ({ host }) =>
    `The connection to ${host} was lost before the answer was complete: check the network and try again.`,

  DnsError: ({ host }) =>
    `The host name in ${host} cannot be resolved: check ubiops:apiHost (UBIOPS_API_HOST) and the network's DNS.`,

  TlsError: ({ host }) =>
    `No secure connection to ${host}: its certificate is not trusted, expired or for another host, or it does not speak TLS. ` +
    "If it is signed by a private CA (a company's proxy, a private installation), set NODE_EXTRA_CA_CERTS to the file with " +
    "that CA's certificate.",

  ProxyError: ({ host }) =>
    `The proxy does not connect to ${host}: check HTTPS_PROXY or HTTP_PROXY and the credentials in it, or add the host to ` +
    "NO_PROXY.",

  TimeoutError: ({ host }) =>
    `${host} did not answer in time: try again later, or give operations more time with ` +
    '"pulumi config set ubiops:timeoutSeconds <seconds>".',

  CancelledError: () => "The operation was cancelled.",
} as const satisfies Readonly<Record<string, (where: Circumstances) => string>>;

export type ErrorName = keyof typeof SENTENCES;
