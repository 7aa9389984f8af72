import fc from "fast-check";

import { MASK, protectSecret, redact, SHORTEST_SECRET } from "../../provider/redaction";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const htmlEscaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");
const asciiJson = (text: string) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const ENCODINGS: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  "JSON in ASCII": asciiJson,
  "JSON in JSON": (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  "percent encoding": (secret) => encodeURIComponent(secret),
  "percent encoding in lower case": (secret) => encodeURIComponent(secret).replace(/%../g, (byte) => byte.toLowerCase()),
  "a form": (secret) => new URLSearchParams({ v: secret }).toString().slice(2),
  HTML: htmlEscaped,
  base64,
  base64url: (secret) => Buffer.from(secret).toString("base64url"),
};

/** Secrets as people have them, and worse. */
const secrets = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40 }),
    fc.string({ minLength: 8, maxLength: 40, unit: "binary" }),
    fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...Array.from("ab/+\\\"'<>&% =_-é€😀")) }),
  )
  .filter((secret) => secret.isWellFormed() && !MASK.includes(secret));

describe("A known secret", () => {
  test.each(Object.entries(ENCODINGS))("is masked in %s", (_, encode) => {
    fc.assert(
      fc.property(secrets, (secret) => {
        protectSecret(secret);
        const text = redact(`before ${encode(secret)} after`);
        expect(text).not.toContain(encode(secret));
        expect(text).toContain(MASK);
      }),
      { numRuns: 20 },
    );
  });

  test("is masked where it is the password of basic credentials, whatever the user name", () => {
    fc.assert(
      fc.property(secrets, fc.string({ maxLength: 12 }), (secret, user) => {
        protectSecret(secret);
        expect(redact(`Basic ${base64(`${user}:${secret}`)}!`)).toBe(`Basic ${MASK}!`);
      }),
      { numRuns: 40 },
    );
  });

  test("is masked in HTML that writes characters as numbers", () => {
    protectSecret("p@ss-w/rd");
    expect(redact("p&#64;ss&#x2d;w&#047;rd")).toBe(MASK);
  });

  test("is masked without its scheme, too", () => {
    protectSecret("Bearer canary-7231");
    expect(redact("got canary-7231 and Bearer canary-7231")).toBe(`got ${MASK} and ${MASK}`);
  });

  test("is masked to its end where another secret overlaps its beginning", () => {
    protectSecret("xyz-over");
    protectSecret("overlapping-tail");
    expect(redact("a xyz-overlapping-tail b")).toBe(`a ${MASK} b`);
  });

  test("leaves the text around it as it is", () => {
    protectSecret("mid-secret");
    expect(redact("one mid-secret, two mid-secret.")).toBe(`one ${MASK}, two ${MASK}.`);
  });
});

describe("What is not masked", () => {
  test("is a text without secrets", () => {
    expect(redact("Webhook is in order.")).toBe("Webhook is in order.");
  });

  test("are values that are too short to be told from words", () => {
    const short = "q".repeat(SHORTEST_SECRET - 1);
    protectSecret(short);
    protectSecret("");
    expect(redact(`a ${short} b`)).toBe(`a ${short} b`);
  });

  test("is the mask itself, so that masking twice changes nothing", () => {
    protectSecret("secret");
    protectSecret("tell-no-one");
    const once = redact("tell-no-one");
    expect(redact(once)).toBe(once);
  });
});
