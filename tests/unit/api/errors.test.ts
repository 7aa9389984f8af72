import { inspect } from "node:util";

import * as errors from "../../../provider/api/errors";
import { type Ending, explain, type Subject } from "../../../provider/api/errors/explain";
import { UnaddressableNameError } from "../../../provider/api/errors/unaddressable-name-error";
import type { Failure } from "../../../provider/api/failure";
import { protectSecret } from "../../../provider/shared/redaction";

const HOST = "https://api.ubiops.com/v2.1";
const ENDING: Ending = { giveUp: "final", attempts: 1, budgetSeconds: 120, unsettled: false };

/** A request, as its error tells of it. */
interface Operation {
  readonly what: string;
  readonly method: string;
  readonly subject: Subject;
}

const WEBHOOK: Subject = { kind: "webhook", project: "p", webhook: "w" };
const CREATION: Operation = {
  what: "a creation",
  method: "POST",
  subject: { ...WEBHOOK, kind: "object", newName: "w" },
};
const READ: Operation = { what: "a read", method: "GET", subject: WEBHOOK };
const UPDATE: Operation = { what: "an update", method: "PATCH", subject: WEBHOOK };
const RENAME: Operation = { what: "a rename", method: "PATCH", subject: { ...WEBHOOK, newName: "new" } };
const DELETION: Operation = { what: "a deletion", method: "DELETE", subject: WEBHOOK };
const LISTING: Operation = { what: "a listing", method: "GET", subject: { kind: "webhooks", project: "p" } };
const TEST: Operation = { what: "a look at a test", method: "GET", subject: { kind: "test", project: "p" } };

const status = (code: number, body: unknown = ""): Failure => ({
  kind: "status",
  status: code,
  mayHaveHappened: false,
  text: typeof body === "string" ? body : JSON.stringify(body),
});
const failed = (kind: Failure["kind"], text = ""): Failure => ({ kind, mayHaveHappened: false, text });

function tell(failure: Failure, { method, subject }: Operation, ending: Partial<Ending> = {}) {
  const path = "/projects/p/webhooks/w";
  return explain(failure, { method, path, host: HOST }, subject, { ...ENDING, ...ending });
}

describe("The error", () => {
  const rows: [failure: Failure, operation: Operation, expected: new (...given: never[]) => Error][] = [
    [status(400, { url: ["Enter a valid URL."] }), CREATION, errors.BadRequestError],
    [status(400, { object_type: "Bad", include_result: ["Bad"] }), UPDATE, errors.BadRequestError],
    [status(400, ["Too odd"]), CREATION, errors.BadRequestError],
    [status(400, "Too odd"), CREATION, errors.BadRequestError],
    [status(400, { url: ["A hook with it already exists"] }), CREATION, errors.BadRequestError],
    [status(413), CREATION, errors.BadRequestError],
    [status(415), CREATION, errors.BadRequestError],
    [status(422, { timeout: ["Large"] }), CREATION, errors.BadRequestError],
    [status(401), READ, errors.UnauthorizedError],
    [status(403), DELETION, errors.ForbiddenError],
    [status(403), CREATION, errors.ForbiddenError],
    [status(403), UPDATE, errors.ForbiddenError],
    [status(400), LISTING, errors.BadRequestError],
    [status(400, { version: ["Unknown version"], url: ["Bad"] }), CREATION, errors.BadRequestError],
    [status(400, { error: "The deployment d is paused" }), CREATION, errors.BadRequestError],
    [status(400, { error: "There is no reason" }), CREATION, errors.BadRequestError],
    [status(400, { version: ["This version does not exist"] }), CREATION, errors.ObjectNotFoundError],
    [status(400, { error: "A webhook called w already exist" }), CREATION, errors.NameTakenError],
    [status(422, { name: ["This name already exists"] }), CREATION, errors.NameTakenError],
    [
      status(400, { non_field_errors: ["The fields project, name must make a unique set."] }),
      CREATION,
      errors.NameTakenError,
    ],
    [status(400, { error: "A webhook with this name exists" }), CREATION, errors.NameTakenError],
    [
      status(400, { error: "The webhook names an object of which no version exists" }),
      CREATION,
      errors.ObjectNotFoundError,
    ],
    [status(404, { error: "The deployment does not exist" }), READ, errors.ProjectNotFoundError],
    [{ ...failed("redirect"), status: 302 }, READ, errors.RedirectError],
    [status(404), LISTING, errors.ProjectNotFoundError],
    [status(404, { error: "Project does not exist" }), CREATION, errors.ProjectNotFoundError],
    [status(404, { error: 'The deployment "d" does not exist' }), CREATION, errors.ObjectNotFoundError],
    [status(404, { error: "Version v9 not found" }), CREATION, errors.ObjectNotFoundError],
    [status(400, { error: "The deployment d has no default version" }), CREATION, errors.ObjectNotFoundError],
    [status(400, { object_name: ["The pipeline does not exist"] }), CREATION, errors.ObjectNotFoundError],
    [status(404), TEST, errors.TestNotFoundError],
    [status(409, { error: "Exists" }), CREATION, errors.NameTakenError],
    [status(400, { name: ["Webhook with this name already exists."] }), CREATION, errors.NameTakenError],
    [status(400, { error: "The name is already in use" }), CREATION, errors.NameTakenError],
    [status(409), RENAME, errors.NameTakenError],
    [status(409), UPDATE, errors.UnexpectedStatusError],
    [status(405), LISTING, errors.UnexpectedStatusError],
    [status(429), READ, errors.RateLimitedError],
    [status(408), READ, errors.ServerError],
    [status(500), READ, errors.ServerError],
    [status(503, "<html><title>Maintenance</title></html>"), READ, errors.ServerError],
    [{ ...failed("page", "<html><h1>Sign in</h1></html>"), status: 200 }, READ, errors.PageError],
    [{ ...failed("malformed", "id must be a text, not missing"), status: 200 }, READ, errors.MalformedAnswerError],
    [{ ...failed("redirect", "https://other.example"), status: 302 }, READ, errors.RedirectError],
    [failed("refused", "ECONNREFUSED"), READ, errors.ConnectionRefusedError],
    [failed("dns", "ENOTFOUND"), READ, errors.DnsError],
    [failed("tls", "DEPTH_ZERO_SELF_SIGNED_CERT"), READ, errors.TlsError],
    [failed("proxy", "Bad response: 407"), READ, errors.ProxyError],
    [failed("timeout"), READ, errors.TimeoutError],
    [failed("lost", "ECONNRESET"), READ, errors.ConnectionLostError],
    [{ ...failed("gate"), askedWait: 90_000 }, READ, errors.RateLimitedError],
  ];

  const named = rows.map(([failure, operation, expected]) => ({
    label: `${failure.status ?? failure.kind} ${failure.text ?? ""}`.trim(),
    what: operation.what,
    name: expected.name,
    failure,
    operation,
    expected,
  }));
  test.each(named)(
    "for $what that ends with $label is of the class $name",
    ({ failure, operation, expected, name }) => {
      const error = tell(failure, operation);
      expect(error).toBeInstanceOf(expected);
      expect(error).toBeInstanceOf(errors.ApiError);
      expect(error.name).toBe(name);
    },
  );

  test.each(named)("for $what that ends with $label says in whole sentences what to do", ({ failure, operation }) => {
    expect(tell(failure, operation).message).toMatchSnapshot();
  });

  test.each(named)("for $what that ends with $label names the request at its end", ({ failure, operation }) => {
    const { method } = operation;
    const error = tell(failure, operation);
    const request =
      failure.status === undefined
        ? `(${method} /projects/p/webhooks/w)`
        : `(${method} /projects/p/webhooks/w, status ${failure.status})`;
    expect(error.message.endsWith(request)).toBe(true);
    expect(error).toMatchObject({ method, path: "/projects/p/webhooks/w", status: failure.status });
  });

  test.each(named)(
    "for $what that ends with $label has nothing that the engine takes for something else",
    ({ failure, operation }) => {
      const error = tell(failure, operation);
      for (const name of ["id", "code", "details", "metadata", "reasons", "cause"])
        expect(error).not.toHaveProperty(name);
      expect(error.stack).toBe("");
      expect(error.message).not.toContain("\n");
    },
  );
});

test("A setting of the proxy is named without its value", () => {
  expect(new errors.ProxySettingError("it is no URL")).toMatchObject({
    name: "ProxySettingError",
    message:
      "The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (or npm's own setting) cannot be used: it is no URL. " +
      "Correct it, or name the API's host in NO_PROXY.",
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
    expect(tell(status(403, { detail: "Not for you." }), READ).message).toBe(
      'The API token has no permission for this in project "p" at https://api.ubiops.com/v2.1: give its service user a role ' +
        "that may read webhooks there. UbiOps says: Not for you. (GET /projects/p/webhooks/w, status 403)",
    );
  });

  test("says how often it was tried, and that another attempt has no place in the budget", () => {
    const { message } = tell(status(500), UPDATE, { attempts: 7, giveUp: "budget", unsettled: true });
    expect(message).toContain(
      "It was tried 7 times. Another attempt lies beyond the time budget of 120 s (ubiops:timeoutSeconds). " +
        "Whether it was done all the same is not known.",
    );
  });

  test("says that the service asks for more time than there is", () => {
    const { message } = tell({ ...status(429), askedWait: 300_000 }, READ, { giveUp: "budget" });
    expect(message).toContain("It asks to wait 300 s, which is beyond what is left of the time budget of 120 s");
  });

  test("shortens what the service says", () => {
    const error = tell(status(500, "x".repeat(100_000)), READ);
    expect(error.message.length).toBeLessThan(1200);
    expect(error).toMatchObject({ serviceMessage: expect.stringMatching(/^x{500}…$/) as unknown });
  });

  test.each<[what: string, failure: Failure, said: string | undefined]>([
    ["what it said", status(500, "no luck"), "no luck"],
    ["nothing where it said nothing", status(500, ""), undefined],
    ["nothing where there was no answer", { kind: "lost", mayHaveHappened: true, text: "ECONNRESET" }, undefined],
  ])("tells programs in the service's message %s", (_what, failure, said) => {
    expect(tell(failure, READ)).toMatchObject({ serviceMessage: said });
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
