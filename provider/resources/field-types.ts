import isEqual from "lodash.isequal";

import { isUnknown } from "../shared/engine-values";
import { didYouMean } from "../shared/nearest";
import { isAddressable } from "../api/path";
import { parseUrl, sameUrl } from "../shared/urls";

/** Which values a field takes. No sentence of it ever holds a value. */
export interface FieldType {
  /**
   * What is wrong with a value, completing `field: …`; nothing if it is right. Unknown values are right.
   * @param isSecret whether the names in it must not be told either
   */
  problem(value: unknown, isSecret?: boolean): string | undefined;
  /** The form in which a value is recorded and sent. */
  normalize(value: unknown): unknown;
  /** Whether two values mean the same to the service. */
  same(one: unknown, other: unknown): boolean;
  /** Reads a value from an answer of the service, also one in another notation; nothing if it is of another type. */
  read(value: unknown): unknown;
  /** The values it takes, for the documentation. */
  readonly expects: string;
  /** The type in a schema for the engine. */
  readonly schema: Readonly<Record<string, unknown>>;
}

type Parts = Pick<FieldType, "expects" | "problem" | "schema"> & Partial<FieldType>;

/** A field type with what most of them do. Values that are not known yet are right. */
export const fieldType = ({ problem, ...parts }: Parts): FieldType => ({
  normalize: (value) => value,
  same: isEqual,
  read: (value) => value,
  ...parts,
  problem: (value, isSecret) => (isUnknown(value) ? undefined : problem(value, isSecret)),
});

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return (
    { object: "an object", string: "a string", number: "a number", boolean: "a boolean" }[typeof value as string] ??
    "another type"
  );
}

export const mustBe = (expects: string, value: unknown): string => `must be ${expects}, not ${typeName(value)}`;

/** Text as services keep it: without outer whitespace. */
export const trimmed = (value: unknown): unknown => (typeof value === "string" ? value.trim() : value);

const readText = (value: unknown): unknown => (typeof value === "string" ? value : undefined);

// Line breaks and tabs are text. Other control characters are accidents that an HTTP API refuses or mangles.
const CONTROL = /(?![\n\r\t])\p{Cc}/u;
const CONTROL_OR_BREAK = /\p{Cc}/u;

/** Why a string cannot be sent, or would arrive as another one. */
export function textProblem(value: string, { breaks = false } = {}): string | undefined {
  if ((breaks ? CONTROL : CONTROL_OR_BREAK).test(value)) return "must not contain control characters";
  return value.isWellFormed() ? undefined : "must be well-formed Unicode, and contains half of a surrogate pair";
}

interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  /** Whether line breaks and tabs are allowed. */
  readonly breaks?: boolean;
}

/** Text of a limited number of characters (code points, as the service counts them). */
export function text({ min = 0, max = Infinity, breaks = false }: TextLimits): FieldType {
  const expects =
    max === Infinity
      ? min > 0
        ? "a string that is not empty"
        : "a string"
      : `a string of ${min} to ${max} characters`;
  return fieldType({
    expects,
    schema: { type: "string" },
    problem: (value) => {
      if (typeof value !== "string") return mustBe(expects, value);
      const { length } = Array.from(value);
      if (length >= min && length <= max) return textProblem(value, { breaks });
      return `must be ${expects}, and ${length === 0 ? "is empty" : `has ${length}`}`;
    },
    normalize: trimmed,
    read: readText,
  });
}

/** A name that is part of the paths of requests. */
export function pathName({ max = Infinity, slashes = true }: { max?: number; slashes?: boolean }): FieldType {
  const any = text({ min: 1, max });
  return {
    ...any,
    problem: (value) => {
      const wrong = any.problem(value);
      if (wrong !== undefined || typeof value !== "string") return wrong;
      if (!isAddressable(value)) return 'must not be "." or "..", which a URL cannot contain';
      return slashes || !value.includes("/") ? undefined : "must not contain a slash";
    },
  };
}

export function choice(values: readonly string[]): FieldType {
  const expects = `one of ${values.map((value) => `"${value}"`).join(", ")}`;
  return fieldType({
    expects,
    schema: { type: "string", enum: values },
    problem: (value) => {
      if (typeof value !== "string") return mustBe(expects, value);
      return values.includes(value) ? undefined : `must be ${expects}${didYouMean(value, values)}`;
    },
    // A newer service may know more values: one of them in a listing is no reason to refuse all.
    read: readText,
  });
}

export function integer({ min, max, unit }: { min: number; max: number; unit: string }): FieldType {
  const expects = `a whole number of ${unit} from ${min} to ${max}`;
  return fieldType({
    expects,
    schema: { type: "integer" },
    problem: (value) => {
      if (typeof value !== "number") return mustBe(expects, value);
      return Number.isInteger(value) && value >= min && value <= max ? undefined : `must be ${expects}`;
    },
    read: (value) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    },
  });
}

export const flag: FieldType = fieldType({
  expects: "true or false",
  schema: { type: "boolean" },
  problem: (value) => (typeof value === "boolean" ? undefined : mustBe("true or false", value)),
  read: (value) => {
    if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
    return typeof value === "boolean" ? value : undefined;
  },
});

export const list: FieldType = fieldType({
  expects: "a list",
  schema: { type: "array", items: { $ref: "pulumi.json#/Any" } },
  problem: (value) => (Array.isArray(value) ? undefined : mustBe("a list", value)),
});

const URL_EXAMPLE = '"https://hooks.example.com/ubiops"';

/** An address that the service can call. Two spellings of one address (`https://a.b` and `https://A.b/`) are the same. */
export const url: FieldType = fieldType({
  expects: "an http(s) URL",
  schema: { type: "string" },
  problem: (value) => {
    if (typeof value !== "string") return mustBe(`a URL such as ${URL_EXAMPLE}`, value);
    if (value === "") return `must be a URL such as ${URL_EXAMPLE}, and is empty`;
    const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? parseUrl(value) : undefined;
    if (!parsed) return `must be a complete URL with its scheme, such as ${URL_EXAMPLE}`;
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return "must begin with https:// or http://";
    if (parsed.username || parsed.password) {
      return "must not contain a user name or password, which everyone who may read the webhook would see: use protectedHeaders";
    }
    return textProblem(value) ?? (/\s/.test(value) ? "must not contain whitespace" : undefined);
  },
  normalize: trimmed,
  same: (one, other) => one === other || (typeof one === "string" && typeof other === "string" && sameUrl(one, other)),
  read: readText,
});
