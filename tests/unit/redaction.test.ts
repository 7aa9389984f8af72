import fc from "fast-check";

import { MASK, protectSecret, redact, SHORTEST_SECRET } from "../../provider/shared/redaction";
import { SEED } from "./seed";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const htmlEscaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
const asciiJson = (text: string) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const ENCODINGS: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  "JSON in ASCII": asciiJson,
  "percent encoding": (secret) => encodeURIComponent(secret),
  "percent encoding that keeps slashes": (secret) =>
    encodeURIComponent(secret)
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll("%2F", "/"),
  "percent encoding in lower case": (secret) =>
    encodeURIComponent(secret).replace(/%../g, (byte) => byte.toLowerCase()),
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
  // Each with secrets of its own: those of another encoding are known already.
  const forms = Object.entries(ENCODINGS).map(([name, encode], index) => ({ name, encode, seed: SEED + index }));
  test.each(forms)("is masked in $name", ({ encode, seed }) => {
    fc.assert(
      fc.property(secrets, (secret) => {
        protectSecret(secret);
        const text = redact(`before ${encode(secret)} after`);
        expect(text).not.toContain(encode(secret));
        expect(text).toContain(MASK);
      }),
      { numRuns: 20, seed },
    );
  });

  test("is masked if it is the password of basic credentials, whatever the user name", () => {
    fc.assert(
      fc.property(secrets, fc.string({ maxLength: 12 }), (secret, user) => {
        protectSecret(secret);
        expect(redact(`Basic ${base64(`${user}:${secret}`)}!`)).toBe(`Basic ${MASK}!`);
      }),
      { numRuns: 40, seed: SEED },
    );
  });

  test.each(["&#x27;", "&#39;", "&apos;"])("is masked in HTML that writes an apostrophe as %s", (apostrophe) => {
    protectSecret("it's-<canary>");
    expect(redact(`it${apostrophe}s-&lt;canary&gt;`)).toBe(MASK);
  });

  test("is masked in a text that was put on one line", () => {
    protectSecret(" canary\n  of two\tlines ");
    expect(redact("a canary of two lines b")).toBe(`a ${MASK} b`);
  });

  test("is masked if a text is nothing but its base64", () => {
    protectSecret("base64-of-canary");
    expect(redact(base64("base64-of-canary"))).toBe(MASK);
    expect(redact(`${base64("base64-of-canary")}!`)).toBe(`${MASK}!`);
  });

  test("is masked when it is as short as a secret may be", () => {
    protectSecret("z".repeat(SHORTEST_SECRET));
    expect(redact(`a ${"z".repeat(SHORTEST_SECRET)} b`)).toBe(`a ${MASK} b`);
  });

  test.each([" ", "   "])("is masked without its scheme, too, with %j between them", (spaces) => {
    const credential = `canary-7231-${spaces.length}`;
    protectSecret(`Bearer${spaces}${credential}`);
    expect(redact(`got ${credential} and Bearer${spaces}${credential}`)).toBe(`got ${MASK} and ${MASK}`);
  });

  test.each(["https", "http", "HTTPS"])("is masked without the scheme and host of its URL, too: %s", (scheme) => {
    const path = `/services/${scheme}/T0-canary?key=1`;
    protectSecret(`${scheme}://hooks.example.com${path}`);
    expect(redact(`got ${path} of ${scheme}://hooks.example.com${path}`)).toBe(`got ${MASK} of ${MASK}`);
  });

  test("is masked to its end if another secret is a part of it", () => {
    protectSecret("whole-inner-secret-whole");
    protectSecret("inner-secret");
    expect(redact("a whole-inner-secret-whole b")).toBe(`a ${MASK} b`);
  });

  test("is masked to its end if another secret overlaps its beginning", () => {
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

  test("are words of a secret that is no scheme with a credential", () => {
    protectSecret("correct horse batterystaple");
    protectSecret("correct horsebattery staple");
    expect(redact("batterystaple, horsebattery")).toBe("batterystaple, horsebattery");
  });

  test("are short paths, and parts of what is no URL", () => {
    protectSecret("https://short.example/short");
    protectSecret("(https://other.example/some/long/path");
    protectSecret("https://third.example/another/long/path and more");
    expect(redact("/short, /some/long/path, /another/long/path")).toBe("/short, /some/long/path, /another/long/path");
  });

  test("is base64 so short that any text has it by chance", () => {
    protectSecret("abcd");
    protectSecret("vwxyz");
    expect(redact(`x${base64("abcd").slice(0, 5)}x`)).toBe(`x${base64("abcd").slice(0, 5)}x`);
    expect(redact(`x ${base64("vwxyz").slice(0, 6)} x`)).toBe(`x ${MASK} x`);
  });

  test("is the mask itself, so that masking twice changes nothing", () => {
    protectSecret("secret");
    protectSecret("tell-no-one");
    const once = redact("tell-no-one");
    expect(redact(once)).toBe(once);
  });
});

describe("A value that is masked in one text only", () => {
  test("is masked like a known secret, and stays unknown", () => {
    expect(redact("it says extra%2Fvalue-9 and ZXh0cmEvdmFsdWUtOQ==", ["extra/value-9"])).toBe(
      `it says ${MASK} and ${MASK}`,
    );
    expect(redact("extra/value-9")).toBe("extra/value-9");
  });

  test("is masked beside known secrets that overlap it", () => {
    protectSecret("known-and-extra");
    expect(redact("a known-and-extra-too b", ["and-extra-too"])).toBe(`a ${MASK} b`);
  });
});
