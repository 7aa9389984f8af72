import { inspect } from "node:util";

import * as errors from "../../../provider/api/errors";
import { type Ending, explain, type Subject } from "../../../provider/api/errors/explain";
import { UnaddressableNameError } from "../../../provider/api/errors/unaddressable-name-error";
import type { Failure } from "../../../provider/api/failure";
import { protectSecret } from "../../../provider/redaction";

const HOST = "https://api.ubiops.com/v2.1";
const ENDING: Ending = { giveUp: "final", attempts: 1, budgetSeconds: 120, unsettled: false };
const CREATION: Subject = { kind: "object", project: "p", webhook: "w", newName: "w" };
const WEBHOOK: Subject = { kind: "webhook", project: "p", webhook: "w" };
const RENAME: Subject = { ...WEBHOOK, newName: "new" };
const LISTING: Subject = { kind: "webhooks", project: "p" };
const TEST: Subject = { kind: "test", project: "p" };

const status = (code: number, body: unknown = ""): Failure => ({
  kind: "status",
  status: code,
  mayHaveHappened: false,
  text: typeof body === "string" ? body : JSON.stringify(body),
});
const failed = (kind: Failure["kind"], text = ""): Failure => ({ kind, mayHaveHappened: false, text });

function tell(failure: Failure, method: string, subject: Subject, ending: Partial<Ending> = {}) {
  const path = "/projects/p/webhooks/w";
  return explain(failure, { method, path, host: HOST }, subject, { ...ENDING, ...ending });
}

describe("A failure is told by the class of its error and by what to do", () => {
  const rows: [
    failure: Failure,
    method: string,
    subject: Subject,
    expected: new (...given: never[]) => Error,
    words: string[],
  ][] = [
    [
      status(400, { url: ["Enter a valid URL."] }),
      "POST",
      CREATION,
      errors.BadRequestError,
      ["accept url of webhook", "Enter a valid URL."],
    ],
    [
      status(400, { object_type: "Bad", include_result: ["Bad"] }),
      "PATCH",
      WEBHOOK,
      errors.BadRequestError,
      ["objectType, includeResult"],
    ],
    [status(400, ["Too odd"]), "POST", CREATION, errors.BadRequestError, ["UbiOps says: Too odd"]],
    [status(400, "Too odd"), "POST", CREATION, errors.BadRequestError, ["UbiOps says: Too odd"]],
    [status(400, { url: ["A hook with it already exists"] }), "POST", CREATION, errors.BadRequestError, ["url"]],
    [status(413), "POST", CREATION, errors.BadRequestError, []],
    [status(415), "POST", CREATION, errors.BadRequestError, []],
    [status(422, { timeout: ["Large"] }), "POST", CREATION, errors.BadRequestError, ["timeout"]],
    [
      status(401),
      "GET",
      WEBHOOK,
      errors.UnauthorizedError,
      [
        "pulumi config set --secret ubiops:apiToken",
        "UBIOPS_API_TOKEN",
        '"pulumi refresh"',
        "token in the state",
        "pulumi up",
        "refresh --run-program",
      ],
    ],
    [status(403), "DELETE", WEBHOOK, errors.ForbiddenError, ["may delete webhooks"]],
    [status(403), "POST", CREATION, errors.ForbiddenError, ["may create webhooks"]],
    [status(403), "PATCH", WEBHOOK, errors.ForbiddenError, ["may update webhooks"]],
    [status(400), "GET", LISTING, errors.BadRequestError, ["accept this request in project"]],
    [status(400, { version: ["Unknown version"], url: ["Bad"] }), "POST", CREATION, errors.BadRequestError, ["version, url"]],
    [status(400, { error: "The deployment d is paused" }), "POST", CREATION, errors.BadRequestError, ["paused"]],
    [status(400, { error: "There is no reason" }), "POST", CREATION, errors.BadRequestError, ["no reason"]],
    [status(400, { version: ["This version does not exist"] }), "POST", CREATION, errors.ObjectNotFoundError, ["version"]],
    [status(400, { error: "A webhook called w already exist" }), "POST", CREATION, errors.NameTakenError, ["adoptExisting"]],
    [status(422, { name: ["This name already exists"] }), "POST", CREATION, errors.BadRequestError, ["name"]],
    [status(404, { error: "The deployment does not exist" }), "GET", WEBHOOK, errors.ProjectNotFoundError, ["project"]],
    [{ ...failed("redirect"), status: 302 }, "GET", WEBHOOK, errors.RedirectError, ["redirects to nowhere"]],
    [status(404), "GET", LISTING, errors.ProjectNotFoundError, ['project "p"', "ubiops:project", "ubiops:apiHost"]],
    [
      status(404, { error: "Project does not exist" }),
      "POST",
      CREATION,
      errors.ProjectNotFoundError,
      ["Project does not exist"],
    ],
    [status(404, { error: 'The deployment "d" does not exist' }), "POST", CREATION, errors.ObjectNotFoundError, ["objectName"]],
    [status(404, { error: "Version v9 not found" }), "POST", CREATION, errors.ObjectNotFoundError, ["version"]],
    [
      status(400, { error: "The deployment d has no default version" }),
      "POST",
      CREATION,
      errors.ObjectNotFoundError,
      ["default"],
    ],
    [
      status(400, { object_name: ["The pipeline does not exist"] }),
      "POST",
      CREATION,
      errors.ObjectNotFoundError,
      ["objectName"],
    ],
    [status(404), "GET", TEST, errors.TestNotFoundError, ["run it again"]],
    [
      status(409, { error: "Exists" }),
      "POST",
      CREATION,
      errors.NameTakenError,
      [
        '"w"',
        "adoptExisting: true",
        "pulumi import --file",
        "aliases",
        "deleteBeforeReplace: true",
        "--replace",
        "replaceOnChanges",
      ],
    ],
    [
      status(400, { name: ["Webhook with this name already exists."] }),
      "POST",
      CREATION,
      errors.NameTakenError,
      ["adoptExisting"],
    ],
    [status(400, { error: "The name is already in use" }), "POST", CREATION, errors.NameTakenError, ["adoptExisting"]],
    [status(409), "PATCH", RENAME, errors.NameTakenError, ['"new"', "cannot be renamed"]],
    [status(409), "PATCH", WEBHOOK, errors.UnexpectedStatusError, []],
    [status(405), "GET", LISTING, errors.UnexpectedStatusError, ["check the host"]],
    [status(429), "GET", WEBHOOK, errors.RateLimitedError, ["ubiops:timeoutSeconds", "--parallel"]],
    [status(408), "GET", WEBHOOK, errors.ServerError, []],
    [status(500), "GET", WEBHOOK, errors.ServerError, ["later"]],
    [status(503, "<html><title>Maintenance</title></html>"), "GET", WEBHOOK, errors.ServerError, ["UbiOps says: Maintenance"]],
    [
      { ...failed("page", "<html><h1>Sign in</h1></html>"), status: 200 },
      "GET",
      WEBHOOK,
      errors.PageError,
      ["maintenance", "Sign in"],
    ],
    [
      { ...failed("malformed", "id must be a text, not missing"), status: 200 },
      "GET",
      WEBHOOK,
      errors.MalformedAnswerError,
      ["(id must be a text"],
    ],
    [
      { ...failed("redirect", "https://other.example"), status: 302 },
      "GET",
      WEBHOOK,
      errors.RedirectError,
      ["https://other.example", "ubiops:apiHost"],
    ],
    [failed("refused", "ECONNREFUSED"), "GET", WEBHOOK, errors.ConnectionRefusedError, ["(ECONNREFUSED)", "ubiops:apiHost"]],
    [failed("dns", "ENOTFOUND"), "GET", WEBHOOK, errors.DnsError, ["resolved"]],
    [failed("tls", "DEPTH_ZERO_SELF_SIGNED_CERT"), "GET", WEBHOOK, errors.TlsError, ["NODE_EXTRA_CA_CERTS"]],
    [failed("proxy", "Bad response: 407"), "GET", WEBHOOK, errors.ProxyError, ["HTTPS_PROXY", "NO_PROXY", "407"]],
    [failed("timeout"), "GET", WEBHOOK, errors.TimeoutError, ["ubiops:timeoutSeconds"]],
    [failed("lost", "ECONNRESET"), "GET", WEBHOOK, errors.ConnectionLostError, ["before its answer was complete"]],
    [{ ...failed("gate"), askedWait: 90_000 }, "GET", WEBHOOK, errors.RateLimitedError, ["90 s", "120 s"]],
  ];

  const named = rows.map(([failure, method, subject, expected, words]) => ({
    label: `${failure.status ?? failure.kind} ${failure.text ?? ""}`.trim(),
    name: expected.name,
    failure,
    method,
    subject,
    expected,
    words,
  }));
  test.each(named)("$method with $label: $name", ({ failure, method, subject, expected, words, name }) => {
    const error = tell(failure, method, subject);
    expect(error).toBeInstanceOf(expected);
    expect(error).toBeInstanceOf(errors.ApiError);
    expect(error.name).toBe(name);
    for (const word of words) expect(error.message).toContain(word);
  });

  test.each(named)("is told in whole sentences for $method with $label", ({ failure, method, subject }) => {
    expect(tell(failure, method, subject).message).toMatchSnapshot();
  });

  test.each(named)("ends with the request for $method with $label", ({ failure, method, subject }) => {
    const error = tell(failure, method, subject);
    const request =
      failure.status === undefined
        ? `(${method} /projects/p/webhooks/w)`
        : `(${method} /projects/p/webhooks/w, status ${failure.status})`;
    expect(error.message.endsWith(request)).toBe(true);
    expect(error).toMatchObject({ method, path: "/projects/p/webhooks/w", status: failure.status });
  });

  test.each(named)(
    "has nothing that the engine takes for something else for $method with $label",
    ({ failure, method, subject }) => {
      const error = tell(failure, method, subject);
      for (const name of ["id", "code", "details", "metadata", "reasons", "cause"]) expect(error).not.toHaveProperty(name);
      expect(error.stack).toBe("");
      expect(error.message).not.toContain("\n");
    },
  );
});

test("A setting of the proxy is named without its value", () => {
  expect(new errors.ProxySettingError("it is no URL")).toMatchObject({
    name: "ProxySettingError",
    message: "The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY cannot be used: it is no URL.",
    stack: "",
  });
});

test("A name that no URL can hold is told with what to do", () => {
  expect(new UnaddressableNameError("project", "..")).toMatchObject({
    name: "UnaddressableNameError",
    message: 'A project cannot be called "..", since no URL can name it: give it another name.',
    stack: "",
  });
});

test("A webhook that another one replaced meanwhile is told by its name", () => {
  const encounter = { method: "PATCH", path: "/projects/p/webhooks/w", host: HOST, project: "p", webhook: "w" };
  expect(new errors.OtherWebhookError(encounter).message).toBe(
    `The webhook called "w" in project "p" at ${HOST} was replaced by another one while it was being updated, and that other one ` +
      "was changed: check it, and run the update with --refresh. (PATCH /projects/p/webhooks/w)",
  );
});

describe("The message of an error", () => {
  test("says first what we say, then what the service says, then which request it was", () => {
    expect(tell(status(403, { detail: "Not for you." }), "GET", WEBHOOK).message).toBe(
      'The API token has no permission for this in project "p" at https://api.ubiops.com/v2.1: give its service user a role ' +
        "that may read webhooks there. UbiOps says: Not for you. (GET /projects/p/webhooks/w, status 403)",
    );
  });

  test("says how often it was tried, and that another attempt has no place in the budget", () => {
    const { message } = tell(status(500), "PATCH", WEBHOOK, { attempts: 7, giveUp: "budget", unsettled: true });
    expect(message).toContain(
      "It was tried 7 times. Another attempt lies beyond the time budget of 120 s (ubiops:timeoutSeconds). " +
        "Whether it was done all the same is not known.",
    );
  });

  test("says that the service asks for more time than there is", () => {
    const { message } = tell({ ...status(429), askedWait: 300_000 }, "GET", WEBHOOK, { giveUp: "budget" });
    expect(message).toContain("It asks to wait 300 s, which is beyond what is left of the time budget of 120 s");
  });

  test("shortens what the service says", () => {
    const error = tell(status(500, "x".repeat(100_000)), "GET", WEBHOOK);
    expect(error.message.length).toBeLessThan(1200);
    expect(error).toMatchObject({ serviceMessage: expect.stringMatching(/^x{500}…$/) as unknown });
  });

  test("holds no secret, also where shortening would cut it", () => {
    protectSecret("canary-error-5521");
    const body = { error: `${"x".repeat(492)}canary-error-5521` };
    const error = explain(
      status(400, body),
      { method: "GET", path: "/projects/p/webhooks/canary-error-5521", host: HOST },
      { ...WEBHOOK, webhook: "canary-error-5521" },
      ENDING,
    );
    expect(inspect(error, { showHidden: true })).not.toMatch(/canary/);
    expect(error.message).toContain("[secret]");
  });
});
