/** What replaces a secret in a text. */
export const MASK = "[secret]";

/** Shorter secrets are not masked: with every "a" masked a text says nothing, and shows the "a" all the same. */
export const SHORTEST_SECRET = 4;

/** Shorter pieces of base64 are found in any text by chance. */
const SHORTEST_BASE64 = 6;

/** A secret as it may appear in a text: as it is or escaped, and the pieces that show it inside a base64 value. */
interface Forms {
  readonly plain: readonly string[];
  readonly base64: readonly string[];
}

/** The secrets of this process, each with its forms once a text was searched for it. */
const known = new Map<string, Forms | undefined>();

/** Makes a value known as a secret of this process: {@link redact} masks it from now on. */
export function protectSecret(value: string): void {
  for (const secret of secretsIn(value)) if (!known.has(secret)) known.set(secret, undefined);
}

function knownForms(): Forms[] {
  for (const [secret, forms] of known) known.set(secret, forms ?? formsOf(secret));
  return [...known.values()].filter((forms) => forms !== undefined);
}

/**
 * The text with every known secret masked: as it is, in one line, escaped for JSON, a URL, a form or HTML, and in base64.
 * @param extra values that are masked in this text only
 */
export function redact(text: string, extra: readonly string[] = []): string {
  const forms = [...knownForms(), ...extra.flatMap(secretsIn).map(formsOf)];
  const pieces = forms.flatMap(({ base64 }) => base64).filter((piece) => text.includes(piece));
  const words = [...text.matchAll(/[\w+/=-]+/g)].filter(([word]) => pieces.some((piece) => word.includes(piece)));
  const found = [
    ...forms.flatMap(({ plain }) => plain.flatMap((form) => occurrences(text, form))),
    ...words.map(({ 0: word, index }) => [index, index + word.length] as const),
  ].sort(([one], [other]) => one - other);
  let masked = "";
  let at = 0;
  for (const [start, end] of found) {
    if (start >= at) masked += text.slice(at, start) + MASK;
    at = Math.max(at, end);
  }
  return masked + text.slice(at);
}

function occurrences(text: string, form: string): (readonly [start: number, end: number])[] {
  const starts: number[] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) starts.push(at);
  return starts.map((start) => [start, start + form.length]);
}

/** The value, and the part of it that is a secret by itself: the credential in `Bearer abc`, the path of a URL. */
function secretsIn(value: string): string[] {
  const part = /^[A-Za-z][\w-]*\s+(\S{8,})$/.exec(value)?.[1] ?? /^https?:\/\/[^/]+(\/\S{7,})$/i.exec(value)?.[1];
  return part === undefined ? [value] : [value, part];
}

function formsOf(secret: string): Forms {
  const value = secret.toWellFormed();
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${hex(sign, 2).toUpperCase()}`);
  const form = new URLSearchParams({ value }).toString().slice("value=".length);
  const urls = [encodeURIComponent(value), url, url.replaceAll("%2F", "/"), form];
  const plain = [
    secret,
    value.replace(/[\s\p{Cc}]+/gu, " ").trim(),
    json,
    json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${hex(unit, 4)}`),
    ...urls.flatMap((each) => [each, each.replace(/%../g, (escape) => escape.toLowerCase())]),
    ...["&#x27;", "&#39;", "&apos;"].map((apostrophe) => html(value).replaceAll("'", apostrophe)),
  ];
  const maskable = plain.filter((each) => each.length >= SHORTEST_SECRET && !MASK.includes(each));
  return { plain: [...new Set(maskable)], base64: base64Pieces(value) };
}

const hex = (unit: string, digits: number): string => unit.charCodeAt(0).toString(16).padStart(digits, "0");

const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** What base64 makes of a secret at each of its three offsets, in both alphabets, without what depends on its neighbours. */
function base64Pieces(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const pieces = [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const piece = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [piece, piece.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set(pieces)].filter((piece) => piece.length >= SHORTEST_BASE64);
}
