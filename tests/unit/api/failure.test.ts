import { type AnswerHeaders, failureOf, refusal } from "../../../provider/api/failure";

const NOW = Date.parse("2026-03-01T12:00:00Z");

const named = (name: string, properties: object): Error => Object.assign(new Error(), { name, ...properties });
const requestError = (properties: object) => named("RequestError", properties);

describe("An answer that refuses", () => {
  const refused = (status: number, headers: AnswerHeaders = {}) => refusal(status, headers, "words", NOW);

  test.each([400, 401, 404, 409, 425, 429, 499])("was not carried out with status %d", (status) => {
    expect(refused(status)).toEqual({ kind: "status", status, mayBeDone: false, text: "words" });
  });

  test.each([408, 500, 502, 503, 504])("may have been carried out with status %d", (status) => {
    expect(refused(status)).toEqual({ kind: "status", status, mayBeDone: true, text: "words" });
  });

  test("was not carried out if it asks to come back later", () => {
    expect(refused(503, { "retry-after": "2" })).toEqual({
      kind: "status",
      status: 503,
      mayBeDone: false,
      askedWait: 2000,
      text: "words",
    });
    expect(refused(429, { "retry-after": "2" })).toMatchObject({ mayBeDone: false, askedWait: 2000 });
    expect(refused(500, { "retry-after": "2" })).toMatchObject({ mayBeDone: true });
  });

  test.each<[status: number, headers: AnswerHeaders, expected: number | undefined]>([
    [429, { "retry-after": "3" }, 3000],
    [429, { "retry-after": "0" }, 0],
    [429, { "retry-after": "0.5" }, 500],
    [429, { "retry-after": "Sun, 01 Mar 2026 12:00:10 GMT" }, 10_000],
    [429, { "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0],
    [429, { "retry-after": " 0.25 " }, 250],
    [429, { "retry-after": "soon" }, undefined],
    [429, { "retry-after": "soon", "x-ratelimit-reset": "4" }, 5000],
    [429, { "retry-after": "2", "x-ratelimit-reset": "40" }, 2000],
    [429, { "x-ratelimit-reset": "0" }, 1000],
    [429, { "x-ratelimit-reset": "59" }, 60_000],
    [429, { "x-ratelimit-reset": "-1" }, undefined],
    [429, { "x-ratelimit-reset": "3 s" }, undefined],
    [429, {}, undefined],
    [503, { "retry-after": "3" }, 3000],
    [503, { "x-ratelimit-reset": "3" }, undefined],
    [500, { "retry-after": "3" }, undefined],
  ])("of status %d with %j asks to wait %p ms", (status, headers, expected) => {
    expect(refused(status, headers).askedWait).toBe(expected);
  });
});

describe("A request without an answer", () => {
  test.each(["lookup", "connect", "secureConnect"])("did not happen if the time ended at %s", (event) => {
    const error = named("TimeoutError", { event, message: "too long" });
    expect(failureOf(error)).toEqual({ kind: "timeout", mayBeDone: false, text: "too long" });
  });

  test.each(["send", "response", "request", "socket", "read", undefined])(
    "may have happened if the time ended at %s",
    (event) => {
      expect(failureOf(named("TimeoutError", { event, message: "too long" }))).toMatchObject({
        kind: "timeout",
        mayBeDone: true,
      });
    },
  );

  test.each(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "EADDRNOTAVAIL"])(
    "did not happen if nothing listens: %s",
    (code) => {
      expect(failureOf(requestError({ code }))).toEqual({ kind: "refused", mayBeDone: false, text: code });
    },
  );

  test("did not happen if the connection was not made, whatever the system calls it", () => {
    const error = requestError({ code: "ETIMEDOUT", cause: { syscall: "connect" } });
    expect(failureOf(error)).toEqual({ kind: "refused", mayBeDone: false, text: "ETIMEDOUT" });
  });

  test.each(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"])("did not happen if the host has no address: %s", (code) => {
    expect(failureOf(requestError({ code }))).toEqual({ kind: "dns", mayBeDone: false, text: code });
  });

  test.each([
    "CERT_HAS_EXPIRED",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_TLS_HANDSHAKE",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "EPROTO",
  ])("did not happen if the certificate is not trusted: %s", (code) => {
    expect(failureOf(requestError({ code }))).toEqual({ kind: "tls", mayBeDone: false, text: code });
  });

  test.each(["Bad response: 407", "Bad response: 5", "Proxy timeout"])(
    "did not happen if the proxy does not connect: %s",
    (message) => {
      expect(failureOf(requestError({ message, code: "ERR_GOT_REQUEST_ERROR" }))).toEqual({
        kind: "proxy",
        mayBeDone: false,
        text: message,
      });
    },
  );

  test.each([
    ["ECONNRESET", ""],
    ["EPIPE", ""],
    ["EPROTOTYPE", ""],
    ["X_ERR_TLS", ""],
    ["X_ERR_SSL", ""],
    ["XEPROTO", ""],
    ["X_EAI_", ""],
    ["ERR", "A Bad response: 407"],
    ["ERR", "Bad response: 407 or so"],
    ["ERR", "Bad response: none"],
    ["ERR", "No Proxy timeout"],
    ["ERR", "Proxy timeout of 3 s"],
  ])("may have happened otherwise: %s %s", (code, message) => {
    expect(failureOf(requestError({ code, message }))).toEqual({
      kind: "lost",
      mayBeDone: true,
      text: code,
    });
  });

  test("was cancelled if it was aborted", () => {
    expect(failureOf(named("AbortError", { code: "ERR_ABORTED" }))).toEqual({ kind: "cancelled", mayBeDone: false });
  });

  test.each([undefined, null, 7, "text"])("may have happened if the error is %p", (error) => {
    expect(failureOf(error)).toEqual({ kind: "lost", mayBeDone: true, text: "" });
  });
});
