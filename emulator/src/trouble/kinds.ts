/** Before the request's work is done, or after it but before its answer. */
export type When = "before" | "after";

/** What goes wrong. */
export type TroubleKind =
  /** Another status. Default body: `{"error": "…"}`; a string is sent as it is, anything else as JSON. Default: before. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
      readonly when?: When;
    }
  /** The connection is reset. Default: before. */
  | { readonly kind: "drop"; readonly when?: When }
  /** After the work, the whole answer is announced, half of it is sent, and the connection ends. */
  | { readonly kind: "cut" }
  /** The answer comes late, by milliseconds. Default: before. */
  | { readonly kind: "slow"; readonly ms: number; readonly when?: When }
  /** There is never an answer. Default: before. */
  | { readonly kind: "hang"; readonly when?: When }
  /** An HTML page with status 200. Default: before. */
  | { readonly kind: "html"; readonly when?: When }
  /** After the work, JSON that does not parse. */
  | { readonly kind: "malformed" }
  /** After the work, a list instead of an object and an object instead of a list, or objects without `id`. */
  | { readonly kind: "shape"; readonly shape: "swapped" | "missing-id" }
  /** After the work, the right body with another content type. */
  | { readonly kind: "content-type"; readonly contentType: string }
  /** A redirect instead of the work. Default status: 302. */
  | { readonly kind: "redirect"; readonly location: string; readonly status?: number }
  /** A 429 with `x-ratelimit-reset` for every request beyond `limit` within `windowSeconds`. */
  | { readonly kind: "rate-limit"; readonly limit: number; readonly windowSeconds: number };

/** Which requests a trouble applies to: those that match all that is given. Default: all. */
export interface Selection {
  /** Only requests with these methods. */
  readonly methods?: readonly string[];
  /** Only requests whose path, as sent, matches. */
  readonly path?: RegExp;
  /** The trouble ends after this many requests. */
  readonly times?: number;
  /** Only every n-th of the requests that match: the n-th, the 2n-th, and so on. */
  readonly every?: number;
  /** Only this share (0 to 1) of the requests that match, at random. */
  readonly share?: number;
  /** For `share`: the same seed makes the same choice. Default: 1. */
  readonly seed?: number;
}

export type Trouble = TroubleKind & Selection;

/** When a trouble applies. */
export function whenOf(trouble: TroubleKind): When {
  switch (trouble.kind) {
    case "cut":
    case "malformed":
    case "shape":
    case "content-type":
      return "after";
    case "redirect":
    case "rate-limit":
      return "before";
    default:
      return trouble.when ?? "before";
  }
}
