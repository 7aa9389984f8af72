import { failureOf, Rejected } from "../../../provider/api/failure";

const NOW = Date.parse("2026-03-01T12:00:00Z");

const named = (name: string, properties: object): Error => Object.assign(new Error(), { name, ...properties });
const requestError = (properties: object) => named("RequestError", properties);

describe("An answer that refuses", () => {
  const refused = (statusCode: number, headers: object = {}, body: unknown = "words") =>
    failureOf(named("HTTPError", { response: { statusCode, headers, body } }), NOW);

  test.each([400, 401, 404, 409, 425, 429, 499])("was not carried out with status %d", (status) => {
    expect(refused(status)).toEqual({ kind: "status", status, mayHaveHappened: false, text: "words" });
  });

  test.each([408, 500, 502, 503, 504])("may have been carried out with status %d", (status) => {
    expect(refused(status)).toEqual({ kind: "status", status, mayHaveHappened: true, text: "words" });
  });

  test("was not carried out where it asks to come back later", () => {
    expect(refused(503, { "retry-after": "2" })).toEqual({
      kind: "status",
      status: 503,
      mayHaveHappened: false,
      askedWait: 2000,
      text: "words",
    });
    expect(refused(429, { "retry-after": "2" })).toMatchObject({ mayHaveHappened: false, askedWait: 2000 });
    expect(refused(500, { "retry-after": "2" })).toMatchObject({ mayHaveHappened: true });
  });

  test("says nothing where its body is no text", () => {
    expect(refused(500, {}, { error: "words" }).text).toBe("");
    expect(refused(500, {}, null).text).toBe("");
  });

  test("is none without a status", () => {
    expect(failureOf(named("HTTPError", { response: { statusCode: "500" }, code: "ERR" }), NOW)).toEqual({
      kind: "lost",
      mayHaveHappened: true,
      text: "ERR",
    });
    expect(failureOf(named("HTTPError", { response: null }), NOW)).toEqual({
      kind: "lost",
      mayHaveHappened: true,
      text: "",
    });
  });
});

describe("A request without an answer", () => {
  test.each(["lookup", "connect", "secureConnect"])("did not happen where the time ended at %s", (event) => {
    const error = named("TimeoutError", { event, message: "too long" });
    expect(failureOf(error, NOW)).toEqual({ kind: "timeout", mayHaveHappened: false, text: "too long" });
  });

  test.each(["send", "response", "request", "socket", "read", undefined])(
    "may have happened where the time ended at %s",
    (event) => {
      expect(failureOf(named("TimeoutError", { event, message: "too long" }), NOW)).toMatchObject({
        kind: "timeout",
        mayHaveHappened: true,
      });
    },
  );

  test.each(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "EADDRNOTAVAIL"])(
    "did not happen where nobody takes it: %s",
    (code) => {
      expect(failureOf(requestError({ code }), NOW)).toEqual({ kind: "refused", mayHaveHappened: false, text: code });
    },
  );

  test("did not happen where the connection was not made, whatever the system calls it", () => {
    const error = requestError({ code: "ETIMEDOUT", cause: { syscall: "connect" } });
    expect(failureOf(error, NOW)).toEqual({ kind: "refused", mayHaveHappened: false, text: "ETIMEDOUT" });
  });

  test.each(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"])("did not happen where the host has no address: %s", (code) => {
    expect(failureOf(requestError({ code }), NOW)).toEqual({ kind: "dns", mayHaveHappened: false, text: code });
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
  ])("did not happen where there is no trust: %s", (code) => {
    expect(failureOf(requestError({ code }), NOW)).toEqual({ kind: "tls", mayHaveHappened: false, text: code });
  });

  test.each(["Bad response: 407", "Bad response: 5", "Proxy timeout"])(
    "did not happen where the proxy lets nothing through: %s",
    (message) => {
      expect(failureOf(requestError({ message, code: "ERR_GOT_REQUEST_ERROR" }), NOW)).toEqual({
        kind: "proxy",
        mayHaveHappened: false,
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
    expect(failureOf(requestError({ code, message }), NOW)).toEqual({
      kind: "lost",
      mayHaveHappened: true,
      text: code,
    });
  });

  test.each([undefined, null, 7, "text"])("may have happened where the error is %p", (error) => {
    expect(failureOf(error, NOW)).toEqual({ kind: "lost", mayHaveHappened: true, text: "" });
  });
});

test("What our own hooks reject is the failure that they found", () => {
  const failure = { kind: "page", mayHaveHappened: true, text: "<html>" } as const;
  expect(failureOf(requestError({ cause: new Rejected(failure) }), NOW)).toBe(failure);
});
