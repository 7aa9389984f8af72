/** Something that was written or printed. */
export interface Text {
  /** Where. */
  readonly from: string;
  readonly text: string;
}

/** Every secret of a test contains this word, and nothing else does. */
const CANARY = /canary/i;

/** How many encodings may be nested. */
const DEPTH = 2;

const DECODERS: readonly ((text: string) => string)[] = [fromJson, fromUrl, fromHtml, fromBase64];

/**
 * The places of the texts that contain a secret: as it is, escaped for JSON, a URL or HTML, in base64, or in one of these
 * encodings inside another.
 */
export const leaks = (texts: readonly Text[]): string[] =>
  texts.filter(({ text }) => shows(text, DEPTH)).map(({ from }) => from);

function shows(text: string, depth: number): boolean {
  if (CANARY.test(text)) return true;
  if (depth === 0) return false;
  const decoded = new Set(DECODERS.map((decode) => decode(text)));
  decoded.delete(text);
  return [...decoded].some((inner) => shows(inner, depth - 1));
}

function fromJson(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(["\\/]))/gi, (_, code: string | undefined, plain: string) =>
    code === undefined ? plain : String.fromCharCode(parseInt(code, 16)),
  );
}

function fromUrl(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function fromHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name = "") => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return hex === undefined ? (ENTITIES[String(name)] ?? whole) : String.fromCodePoint(parseInt(hex, 16));
  });
}

/** The text's words decoded from base64. A group of four characters may begin at any of four places. */
function fromBase64(text: string): string {
  const words = text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [];
  return words
    .flatMap((word) => [0, 1, 2, 3].map((at) => Buffer.from(word.slice(at), "base64").toString("latin1")))
    .join("\n");
}
