import isEqual from "lodash.isequal";

import { isAddressable } from "../api/path";
import { holdsUnknown, isUnknown } from "../shared/engine-values";
import { didYouMean } from "../shared/nearest";
import { plainText } from "../shared/text";
import { parseUrl, sameUrl } from "../shared/urls";

/** What values a field takes, and when two of them are the same to the service. No sentence ever holds a value. */
export interface Kind {
  /**
   * What is wrong with a value, completing `field: …`, or nothing. Unknown values are right.
   * @param secret whether no name in it may be told either
   */
  problem(value: unknown, secret?: boolean): string | undefined;
  /** The form in which a declared value is recorded and sent. */
  plain(value: unknown): unknown;
  /** Whether two right values mean the same. */
  same(one: unknown, other: unknown): boolean;
  /** The values it takes, for the documentation. */
  readonly expects: string;
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return (
    { object: "an object", number: "a number", boolean: "a boolean", string: "a string" }[typeof value as string] ??
    `a ${typeof value}`
  );
}

function kind(expects: string, find: Kind["problem"], more: Partial<Pick<Kind, "same" | "plain">> = {}): Kind {
  return {
    expects,
    problem: (value, secret) => (isUnknown(value) ? undefined : find(value, secret)),
    same: isEqual,
    plain: (value) => value,
    ...more,
  };
}

const mustBe = (expects: string, value: unknown) => `must be ${expects}, not ${typeName(value)}`;

// Line breaks and tabs are text; the other control characters are accidents that an HTTP API refuses or mangles.
const CONTROL = /(?![\n\r\t])\p{Cc}/u;
const CONTROL_OR_BREAK = /\p{Cc}/u;

/** Why a string cannot be sent or would arrive as another one. */
export function textProblem(value: string, { breaks = false } = {}): string | undefined {
  if ((breaks ? CONTROL : CONTROL_OR_BREAK).test(value)) return "must not hold control characters";
  if (!value.isWellFormed()) return "must be well-formed Unicode, and holds half of a surrogate pair";
  return undefined;
}

/** Text of so many characters (code points, as the service counts them). */
export function text({ min = 0, max = Infinity, breaks = false }): Kind {
  const expects =
    max === Infinity
      ? min > 0
        ? "a string that is not empty"
        : "a string"
      : `a string of ${String(min)} to ${String(max)} characters`;
  const find = (value: unknown) => {
    if (typeof value !== "string") return mustBe(expects, value);
    const { length } = Array.from(value);
    if (length < min || length > max)
      return length === 0 ? `must be ${expects}, and is empty` : `must be ${expects}, and has ${length}`;
    return textProblem(value, { breaks });
  };
  return kind(expects, find, { plain: (value) => (typeof value === "string" ? plainText(value) : value) });
}

/** A name by which the API's paths call something. */
export function pathName({ max = Infinity, slashes = true }): Kind {
  const any = text({ min: 1, max });
  const find = (value: unknown) => {
    const wrong = any.problem(value);
    if (wrong !== undefined || typeof value !== "string") return wrong;
    if (!isAddressable(value)) return 'must not be "." or "..", which no address can hold';
    return slashes || !value.includes("/") ? undefined : "must not hold a slash";
  };
  return { ...any, problem: find };
}

export function choice(values: readonly string[]): Kind {
  const expects = `one of ${values.map((value) => `"${value}"`).join(", ")}`;
  return kind(expects, (value) => {
    if (typeof value !== "string") return mustBe(expects, value);
    return values.includes(value) ? undefined : `must be ${expects}${didYouMean(value, values)}`;
  });
}

export function integer({ min, max, unit }: { min: number; max: number; unit: string }): Kind {
  const expects = `a whole number of ${unit} from ${String(min)} to ${String(max)}`;
  return kind(expects, (value) => {
    if (typeof value !== "number") return mustBe(expects, value);
    return Number.isInteger(value) && value >= min && value <= max ? undefined : `must be ${expects}`;
  });
}

export const flag: Kind = kind("true or false", (value) =>
  typeof value === "boolean" ? undefined : mustBe("true or false", value),
);

export const list: Kind = kind("a list", (value) => (Array.isArray(value) ? undefined : mustBe("a list", value)));

/** An address that the service can call. Two spellings of one address (`https://a.b` and `https://A.b/`) are the same. */
export const url: Kind = kind(
  "an http(s) URL",
  (value) => {
    if (typeof value !== "string") return mustBe('a URL such as "https://hooks.example.com/ubiops"', value);
    if (value === "") return 'must be a URL such as "https://hooks.example.com/ubiops", and is empty';
    const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? parseUrl(value) : undefined;
    if (!parsed) return 'must be a whole URL with its scheme, such as "https://hooks.example.com/ubiops"';
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return "must begin with https:// or http://";
    if (parsed.username || parsed.password) {
      return "must not hold a user name or password, which everyone who reads the webhook would see: send them in a protected header";
    }
    return textProblem(value) ?? (/\s/.test(value) ? "must not hold blanks" : undefined);
  },
  {
    same: (one, other) =>
      one === other || (typeof one === "string" && typeof other === "string" && sameUrl(one, other)),
  },
);

/** Names with values, both strings. */
export const labels: Kind = kind("an object of strings by name", (value, secret = false) => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return mustBe("an object of strings by name", value);
  for (const [name, label] of Object.entries(value)) {
    const where = secret ? "a label" : `label ${JSON.stringify(name)}`;
    if (name === "") return "a label's name must not be empty";
    if (name.startsWith("__")) return `${where}: names that begin with "__" are the engine's own`;
    if (typeof label !== "string") return `${where}: ${mustBe("a string", label)}`;
    const wrong = textProblem(name) ?? (isUnknown(label) ? undefined : textProblem(label));
    if (wrong) return `${where}: ${wrong}`;
  }
  return undefined;
});

/** Whether a declared value is, or may become, another one than the recorded one. */
export const differs = (type: Kind, recorded: unknown, declared: unknown): boolean =>
  holdsUnknown(declared) || !type.same(recorded, declared);
