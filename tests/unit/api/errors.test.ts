import { inspect } from "node:util";

import { ApiError, BadRequestError, NameTakenError, TimeoutError } from "../../../provider/api";
import type { ErrorName } from "../../../provider/api/errors";
import { type RetrySummary, explain, type Subject } from "../../../provider/api/explain";
import type { Failure } from "../../../provider/api/failure";
import { protectSecret } from "../../../provider/shared/redaction";

const HOST = "https://api.ubiops.com/v2.1";
const ENDING: RetrySummary = { giveUp: "final", attempts: 1, budget: 120_000, mayBeDone: false };

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
  mayBeDone: false,
  text: typeof body === "string" ? body : JSON.stringify(body),
});
const failed = (kind: Failure["kind"], text = ""): Failure => ({ kind, mayBeDone: false, text });

function tell(failure: Failure, { method, subject }: Operation, ending: Partial<RetrySummary> = {}) {
  const path = "/projects/p/webhooks/w";
  return explain(failure, { method, path, host: HOST, about: subject }, { ...ENDING, ...ending });
}

describe("The error", () => {
  const rows: [failure: Failure, operation: Operation, expected: ErrorName][] = [
    [status(400, { url: ["Enter a valid URL."] }), CREATION, "BadRequestError"],
    [status(400, { object_type: "Bad", include_result: ["Bad"] }), UPDATE, "BadRequestError"],
    [status(400, ["Too odd"]), CREATION, "BadRequestError"],
    [status(400, "Too odd"), CREATION, "BadRequestError"],
    [status(400, { url: ["A hook with it already exists"] }), CREATION, "BadRequestError"],
    [status(413), CREATION, "BadRequestError"],
    [status(415), CREATION, "BadRequestError"],
    [status(422, { timeout: ["Large"] }), CREATION, "BadRequestError"],
    [status(401), READ, "UnauthorizedError"],
    [status(403), DELETION, "ForbiddenError"],
    [status(403), CREATION, "ForbiddenError"],
    [status(403), UPDATE, "ForbiddenError"],
    [status(400), LISTING, "BadRequestError"],
    [status(400, { version: ["Unknown version"], url: ["Bad"] }), CREATION, "BadRequestError"],
    [status(400, { error: "The deployment d is paused" }), CREATION, "BadRequestError"],
    [status(400, { error: "The deployment is already being deleted" }), CREATION, "BadRequestError"],
    [status(400, { error: "There is no reason" }), CREATION, "BadRequestError"],
    [status(400, { version: ["This version does not exist"] }), CREATION, "ObjectNotFoundError"],
    [status(400, { error: "A webhook called w already exist" }), CREATION, "NameTakenError"],
    [status(422, { name: ["This name already exists"] }), CREATION, "NameTakenError"],
    [
      status(400, { non_field_errors: ["The fields project, name must make a unique set."] }),
      CREATION,
      "NameTakenError",
    ],
    [status(400, { error: "This name is taken" }), CREATION, "NameTakenError"],
    [status(400, { error: "The webhook names an object of which no version exists" }), CREATION, "ObjectNotFoundError"],
    [status(404, { error: "No such webhook" }), READ, "UnreachableWebhookError"],
    [status(404, { error: "The deployment does not exist" }), LISTING, "ProjectNotFoundError"],
    [{ ...failed("redirect"), status: 302 }, READ, "RedirectError"],
    [status(404), LISTING, "ProjectNotFoundError"],
    [status(404, { error: "Project does not exist" }), CREATION, "ProjectNotFoundError"],
    [status(404, { error: 'The deployment "d" does not exist' }), CREATION, "ObjectNotFoundError"],
    [status(404, { error: "Version v9 not found" }), CREATION, "ObjectNotFoundError"],
    [status(400, { error: "The deployment d has no default version" }), CREATION, "ObjectNotFoundError"],
    [status(400, { object_name: ["The pipeline does not exist"] }), CREATION, "ObjectNotFoundError"],
    [status(404), TEST, "TestNotFoundError"],
    [status(409, { error: "Exists" }), CREATION, "NameTakenError"],
    [status(400, { name: ["Webhook with this name already exists."] }), CREATION, "NameTakenError"],
    [status(400, { error: "The name is already in use" }), CREATION, "NameTakenError"],
    [status(409), RENAME, "NameTakenError"],
    [status(409), UPDATE, "UnexpectedStatusError"],
    [status(405), LISTING, "UnexpectedStatusError"],
    [status(429), READ, "RateLimitedError"],
    [status(408), READ, "ServerError"],
    [status(500), READ, "ServerError"],
    [status(503, "<html><title>Maintenance</title></html>"), READ, "ServerError"],
    [{ ...failed("page", "<html><h1>Sign in</h1></html>"), status: 200 }, READ, "PageError"],
    [{ ...failed("malformed", "id must be a text, not missing"), status: 200 }, READ, "MalformedAnswerError"],
    [{ ...failed("redirect", "https://other.example"), status: 302 }, READ, "RedirectError"],
    [failed("refused", "ECONNREFUSED"), READ, "ConnectionRefusedError"],
    [failed("dns", "ENOTFOUND"), READ, "DnsError"],
    [failed("tls", "DEPTH_ZERO_SELF_SIGNED_CERT"), READ, "TlsError"],
    [failed("proxy", "Bad response: 407"), READ, "ProxyError"],
    [failed("timeout"), READ, "TimeoutError"],
    [failed("lost", "ECONNRESET"), READ, "ConnectionLostError"],
    [{ ...failed("gate"), askedWait: 90_000 }, READ, "RateLimitedError"],
    [failed("cancelled"), UPDATE, "CancelledError"],
  ];

  const CLASSES: Partial<Record<ErrorName, typeof ApiError>> = { BadRequestError, NameTakenError, TimeoutError };

  const named = rows.map(([failure, operation, expected]) => ({
    label: `${failure.status ?? failure.kind} ${failure.text ?? ""}`.trim(),
    what: operation.what,
    failure,
    operation,
    expected,
  }));
  test.each(named)("for $what that ends with $label is $expected", ({ failure, operation, expected }) => {
    const error = tell(failure, operation);
    const { method } = operation;
    const outcome = failure.status === undefined ? "" : `, status ${failure.status}`;

    expect(error).toMatchObject({ name: expected, method, path: "/projects/p/webhooks/w", status: failure.status });
    expect(error.constructor).toBe(CLASSES[expected] ?? ApiError);
    expect(error.message).toMatchSnapshot();
    expect(error.message).not.toContain("\n");
    expect(error.message.endsWith(` (${method} /projects/p/webhooks/w${outcome})`)).toBe(true);
    // The engine's host gives a meaning to these.
    expect(error.stack).toBe("");
    for (const name of ["id", "code", "details", "metadata", "reasons", "cause"])
      expect(error).not.toHaveProperty(name);
  });

  test("for a webhook that another one replaced meanwhile names it", () => {
    const about = { kind: "webhook", project: "p", webhook: "w" } as const;
    const error = explain({ kind: "other" }, { method: "PATCH", path: "/projects/p/webhooks/w", host: HOST, about });
    expect(error.name).toBe("OtherWebhookError");
    expect(error.message).toMatchSnapshot();
  });

  test.each(["POST", "PATCH"])("for a taken name says to a %s what the caller says that one can do", (method) => {
    const about = { ...WEBHOOK, newName: "new", ifNameTaken: "Choose another name." };
    const request = { method, path: "/projects/p/webhooks", host: HOST, about };
    for (const trouble of [{ kind: "taken" }, status(409)] as const) {
      const { message } = explain(trouble, request, ENDING);
      expect(message).toMatch(
        /^A webhook called "new" already exists in project "p" at \S+: [^.]*\. Choose another name\. \(/,
      );
    }
  });
});

describe("The message of an error", () => {
  test("says first what we say, then what the service says, then which request it was", () => {
    expect(tell(status(403, { detail: "Not for you." }), READ).message).toBe(
      'The API token has no permission to read webhooks in project "p" at https://api.ubiops.com/v2.1: give its service ' +
        "user a role that allows it. UbiOps says: Not for you. (GET /projects/p/webhooks/w, status 403)",
    );
  });

  test("says how often it was tried, that no time is left to retry, and that it may have been done", () => {
    const { message } = tell(status(500), UPDATE, { attempts: 7, giveUp: "budget", mayBeDone: true });
    expect(message).toContain(
      "It was tried 7 times. There was no time left to retry within the operation's 120 s. " +
        "It may have been carried out anyway.",
    );
  });

  test("says that the service asks for more time than there is", () => {
    const { message } = tell({ ...status(429), askedWait: 300_000 }, READ, { giveUp: "budget" });
    expect(message).toContain("UbiOps asks to wait 300 s, longer than what is left of the operation's 120 s.");
  });

  test("shortens what the service says", () => {
    const error = tell(status(500, "x".repeat(100_000)), READ);
    expect(error.message.length).toBeLessThan(1200);
    expect(error).toMatchObject({ serviceMessage: expect.stringMatching(/^x{500}…$/) as unknown });
  });

  test.each<[what: string, failure: Failure, said: string | undefined]>([
    ["what it said", status(500, "no luck"), "no luck"],
    ["nothing if it said nothing", status(500, ""), undefined],
    ["nothing if there was no answer", { kind: "lost", mayBeDone: true, text: "ECONNRESET" }, undefined],
  ])("tells programs in the service's message %s", (_what, failure, said) => {
    expect(tell(failure, READ)).toMatchObject({ serviceMessage: said });
  });

  test("contains no secret, also if shortening would cut it", () => {
    protectSecret("canary-error-5521");
    const body = { error: `${"x".repeat(492)}canary-error-5521` };
    const about = { ...WEBHOOK, webhook: "canary-error-5521" };
    const path = "/projects/p/webhooks/canary-error-5521";
    const error = explain(status(400, body), { method: "GET", path, host: HOST, about }, ENDING);
    expect(inspect(error, { showHidden: true })).not.toMatch(/canary/);
    expect(error.message).toContain("[secret]");
  });
});

describe("What the service says of a request", () => {
  const PRIVATE = {
    url: "https://hooks.example.com/services/canary-path?sig=canary/sig",
    description: "canary of\n two lines",
    labels: { team: "canary-label", event: "deployment" },
    headers: [
      { key: "X-Plain", value: "canary-plain", protected: false },
      { key: "Authorization", value: "Bearer canary-token", protected: true },
      { key: "X-Kept", value: null, protected: true },
    ],
  };
  const NAMES = { name: "hook", object_name: "fraud-model", version: "v1", event: "deployment_request_finished" };
  const body = { ...PRIVATE, ...NAMES, object_type: "deployment", timeout: 10 };
  const about = { kind: "object", project: "shop", webhook: "hook", newName: "hook" } as const;

  test.each([
    ["POST", JSON.stringify({ error: `Cannot reach ${PRIVATE.url}` }), "Cannot reach [secret]"],
    [
      "PATCH",
      JSON.stringify({ error: `Bad path ${new URL(PRIVATE.url).pathname}?sig=canary/sig` }),
      "Bad path [secret]",
    ],
    ["PATCH", JSON.stringify({ description: [`"${PRIVATE.description}" is odd`] }), 'description: "[secret]" is odd'],
    ["PATCH", JSON.stringify({ labels: { team: ["canary-label is odd"] } }), "labels.team: [secret] is odd"],
    ["POST", JSON.stringify({ headers: ["canary-plain, canary-token"] }), "headers: [secret], [secret]"],
    ["POST", JSON.stringify({ error: "got Bearer canary-token" }), "got [secret]"],
    ["POST", `got ${encodeURIComponent(PRIVATE.url)}`, "got [secret]"],
    ["POST", `<p>${Buffer.from("x:Bearer canary-token").toString("base64")}</p>`, "[secret]"],
  ])("to a %s is quoted without its values: %s", (method, said, quoted) => {
    const error = explain(
      status(400, said),
      { method, path: "/projects/shop/webhooks", host: HOST, body, about },
      ENDING,
    );
    expect(error.serviceMessage).toBe(quoted);
    expect(inspect(error, { showHidden: true })).not.toContain("canary");
  });

  test("is quoted without them if it is part of our own sentence", () => {
    const request = { method: "POST", path: "/projects/shop/webhooks", host: HOST, body, about };
    for (const failure of [
      failed("malformed", "canary-plain must be a text"),
      status(400, { "canary-label": ["is odd"] }),
      { ...failed("redirect", "https://canary-plain"), status: 302 },
    ]) {
      const { message } = explain(failure, request, ENDING);
      expect(message).toContain("[secret]");
      expect(message).not.toContain("canary");
    }
  });

  test("is quoted with names as they are, also if a value is a part of one", () => {
    const said = "Version v1 of deployment fraud-model was not found for hook of shop at deployment_request_finished";
    const labels = { model: "fraud", stage: "shop", all: "fraud-model" };
    const request = { method: "POST", path: "/projects/shop/webhooks", host: HOST, body: { ...body, labels }, about };
    expect(explain(status(404, { error: said }), request, ENDING).serviceMessage).toBe(said);
  });
});
