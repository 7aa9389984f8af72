import { leaks } from "../../tools/support/canaries";

const SECRET = 'user:canary "<1>"';

const escape = (text: string, form: (code: string) => string): string =>
  Array.from(text, (character) => form(character.charCodeAt(0).toString(16).padStart(2, "0"))).join("");

const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in JSON": (text) => JSON.stringify(text),
  "in JSON with every character escaped": (text) => escape(text, (code) => `\\u00${code}`),
  "in a URL": encodeURIComponent,
  "in a URL with every character escaped": (text) => escape(text, (code) => `%${code}`),
  "in HTML with every character escaped": (text) => escape(text, (code) => `&#x${code};`),
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in base64 for URLs": (text) => Buffer.from(text).toString("base64url"),
  "in base64 after other bytes": (text) => Buffer.from(`x${text}`).toString("base64"),
  "in base64 that begins in the middle": (text) => Buffer.from(`xy${text}`).toString("base64").slice(1),
};

const planted = (text: string) => [
  { from: "clean", text: "nothing [secret] here" },
  { from: "state", text: `before ${text} after` },
];

test.each(Object.entries(ENCODINGS))("a planted leak is found %s", (_, encode) => {
  expect(leaks(planted(encode(SECRET)))).toEqual(["state"]);
});

test.each(Object.entries(ENCODINGS))("a planted leak is found %s, encoded once more", (_, encode) => {
  for (const again of Object.values(ENCODINGS)) expect(leaks(planted(again(encode(SECRET))))).toEqual(["state"]);
});

test("a planted leak is found in upper case", () => {
  expect(leaks(planted(SECRET.toUpperCase()))).toEqual(["state"]);
});

test("a text without a secret shows none", () => {
  expect(leaks(planted("Y2FuIGFyZSB5b3U= %63an%20are"))).toEqual([]);
});
