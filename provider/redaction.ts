/** What stands in a text in place of a secret. */
export const MASK = "[secret]";

/** Secrets with fewer characters are not masked: a mask in place of every "a" makes a text useless and shows the "a" all the same. */
export const SHORTEST_SECRET = 4;

/** Fewer characters of base64 than these are found in any text by chance. */
const SHORTEST_BASE64 = 6;

type Interval = readonly [start: number, end: number];
type Finder = (text: string) => Interval[];

const finders = new Map<string, Finder[]>();

/**
 * Makes a value known as a secret of this process: {@link redact} masks it from now on, and the part of it that tells the
 * secret by itself: the credential of a scheme and a credential (`Bearer abc`), the path and query of a URL.
 *
 * Two kinds of values are left alone: those with fewer than {@link SHORTEST_SECRET} characters, and those that are
 * themselves a part of the mask.
 */
export function protectSecret(value: string): void {
  const part = /^[A-Za-z][\w-]*\s+(\S{8,})$/.exec(value)?.[1] ?? /^https?:\/\/[^/]+(\/\S{7,})$/i.exec(value)?.[1];
  for (const secret of part === undefined ? [value] : [value, part]) {
    if (secret.length < SHORTEST_SECRET || MASK.includes(secret) || finders.has(secret)) continue;
    finders.set(secret, [encodedFinder(secret), ...base64Finders(secret)]);
  }
}

/**
 * The text with every known secret masked, also where it is escaped for JSON, a URL, a form or HTML, and in base64: whole,
 * or as a part of what was encoded (the password in `Basic user:password`; then the whole of the base64 is masked).
 */
export function redact(text: string): string {
  const found = [...finders.values()].flat().flatMap((find) => find(text));
  found.sort(([one], [other]) => one - other);
  let masked = "";
  let at = 0;
  for (const [start, end] of found) {
    if (end <= at) continue;
    if (start >= at) masked += text.slice(at, start) + MASK;
    at = end;
  }
  return masked + text.slice(at);
}

/** Finds a secret in every mixture of encodings: each character in any of its escapes, backslashes doubled or not. */
function encodedFinder(secret: string): Finder {
  const runs = secret.match(/\\+|[^\\]/gsu) ?? [];
  const pattern = new RegExp(runs.map(encodedRun).join(""), "gs");
  return (text) => Array.from(text.matchAll(pattern), (match) => [match.index, match.index + match[0].length] as const);
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
const JSON_ESCAPES: Readonly<Record<string, string>> = { "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" };

function encodedRun(run: string): string {
  if (/^[A-Za-z0-9]$/.test(run)) return run;
  if (run.startsWith("\\")) return `(?:\\\\{${run.length},${run.length * 4}}|(?:%5[cC]|&#(?:0*92|[xX]0*5[cC]);|\\\\u005[cC]){${run.length},${run.length * 2}})`;
  const named = NAMED_ENTITIES[run];
  const short = JSON_ESCAPES[run];
  const forms = [
    `\\\\{0,4}${units(run).map((unit) => `\\u${unit}`).join("")}`,
    units(run).map((unit) => `\\\\{1,4}u${anyCase(unit)}`).join(""),
    Array.from(Buffer.from(run), (byte) => `%${anyCase(hex(byte, 2))}`).join(""),
    `&#(?:0*${run.codePointAt(0) ?? 0}|[xX]0*${anyCase((run.codePointAt(0) ?? 0).toString(16))});`,
    ...(named === undefined ? [] : [`&${named};`]),
    ...(short === undefined ? [] : [`\\\\{1,4}${short}`]),
    ...(run === " " ? ["\\+"] : []),
  ];
  return `(?:${forms.join("|")})`;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
const units = (text: string): string[] => Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at), 4));
const anyCase = (digits: string): string => digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** Finds a secret in base64, at each of the three places in a group of bytes where it may begin, in both alphabets. */
function base64Finders(secret: string): Finder[] {
  const bytes = Buffer.from(secret);
  const cores = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64").replace(/=+$/, "");
    // Characters that also hold bits of what stands before or after the secret are not known.
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((offset * 8) / 6), end);
  });
  const alphabets = new Set(cores.flatMap((core) => [core, core.replaceAll("+", "-").replaceAll("/", "_")]));
  return [...alphabets].filter((core) => core.length >= SHORTEST_BASE64).map(wordFinder);
}

/** Finds the whole base64 words that hold the given characters. */
const wordFinder =
  (core: string): Finder =>
  (text) => {
    const found: Interval[] = [];
    let at = text.indexOf(core);
    while (at >= 0) {
      let [start, end] = [at, at + core.length];
      while (isBase64(text[start - 1])) start -= 1;
      while (isBase64(text[end])) end += 1;
      found.push([start, end]);
      at = text.indexOf(core, end);
    }
    return found;
  };

const isBase64 = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9+/=_-]/.test(character);
