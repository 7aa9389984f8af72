/** What stands in a text in place of a secret. */
export const MASK = "[secret]";

/** Secrets with fewer characters are not masked: a mask for every "a" makes a text useless and shows the "a" all the same. */
export const SHORTEST_SECRET = 4;

/** Fewer characters of base64 than these are found in any text by chance. */
const SHORTEST_BASE64 = 6;

type Interval = readonly [start: number, end: number];

const secrets = new Map<string, Secret>();

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
    if (secret.length < SHORTEST_SECRET || MASK.includes(secret) || secrets.has(secret)) continue;
    secrets.set(secret, new Secret(secret));
  }
}

/**
 * The text with every known secret masked, also where it is escaped for JSON, a URL, a form or HTML, and in base64: whole,
 * or as a part of what was encoded (the password in `Basic user:password`; then the whole of the base64 is masked).
 */
export function redact(text: string): string {
  const found = Array.from(secrets.values()).flatMap((secret) => secret.find(text));
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

/** One value and its encodings. There may be thousands of them, and hardly a text holds one: what is costly waits. */
class Secret {
  readonly #value: string;
  /** Letters and digits are the same in every encoding but base64. */
  readonly #anchor: string;
  readonly #base64: readonly string[];
  #pattern: RegExp | undefined;

  constructor(value: string) {
    this.#value = value;
    this.#anchor = (value.match(/[A-Za-z0-9]+/g) ?? [""]).reduce((one, other) =>
      other.length > one.length ? other : one,
    );
    this.#base64 = base64Cores(value);
  }

  /** Where the text holds it, in whatever encoding. */
  find(text: string): Interval[] {
    const found = this.#base64.flatMap((core) => (text.includes(core) ? findWords(text, core) : []));
    if (!text.includes(this.#anchor)) return found;
    this.#pattern ??= encodedPattern(this.#value);
    for (const match of text.matchAll(this.#pattern)) found.push([match.index, match.index + match[0].length]);
    return found;
  }
}

/** Every mixture of encodings: each character in any of its escapes, backslashes doubled or not. */
function encodedPattern(secret: string): RegExp {
  return new RegExp(Array.from(secret.matchAll(/\\+|[^\\]/gsu), ([run]) => encodedRun(run)).join(""), "gs");
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
const JSON_ESCAPES: Readonly<Record<string, string>> = { "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" };

function encodedRun(run: string): string {
  if (/^[A-Za-z0-9]$/.test(run)) return run;
  if (run.startsWith("\\")) return encodedBackslashes(run.length);
  const named = NAMED_ENTITIES[run];
  const short = JSON_ESCAPES[run];
  const forms = [
    `\\\\{0,4}${units(run)
      .map((unit) => `\\u${unit}`)
      .join("")}`,
    units(run)
      .map((unit) => `\\\\{1,4}u${anyCase(unit)}`)
      .join(""),
    Array.from(Buffer.from(run), (byte) => `%${anyCase(hex(byte, 2))}`).join(""),
    `&#(?:0*${run.codePointAt(0) ?? 0}|[xX]0*${anyCase((run.codePointAt(0) ?? 0).toString(16))});`,
    ...(named === undefined ? [] : [`&${named};`]),
    ...(short === undefined ? [] : [`\\\\{1,4}${short}`]),
    ...(run === " " ? ["\\+"] : []),
  ];
  return `(?:${forms.join("|")})`;
}

/** Backslashes are doubled by every JSON around them: a run of them is one step, so that no search takes for ever. */
const encodedBackslashes = (count: number): string =>
  `(?:\\\\{${count},${count * 4}}|(?:%5[cC]|&#(?:0*92|[xX]0*5[cC]);|\\\\u005[cC]){${count},${count * 2}})`;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
const units = (text: string): string[] => Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at), 4));
const anyCase = (digits: string): string => digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** What base64 makes of a secret, at each of the three places in a group of bytes where it may begin, in both alphabets. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const cores = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    // Characters that also hold bits of what stands before or after the secret are not known.
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const alphabets = new Set(cores.flatMap((core) => [core, core.replaceAll("+", "-").replaceAll("/", "_")]));
  return [...alphabets].filter((core) => core.length >= SHORTEST_BASE64);
}

/** Where the whole words of base64 are that hold the given characters. */
function findWords(text: string, core: string): Interval[] {
  const found: Interval[] = [];
  for (let at = text.indexOf(core); at >= 0;) {
    let [start, end] = [at, at + core.length];
    while (isBase64(text[start - 1])) start -= 1;
    while (isBase64(text[end])) end += 1;
    found.push([start, end]);
    at = text.indexOf(core, end);
  }
  return found;
}

const isBase64 = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9+/=_-]/.test(character);
