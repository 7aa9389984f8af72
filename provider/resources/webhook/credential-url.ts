import { isCredentialName } from "./headers";

/**
 * Services at which a webhook's URL is its credential, by domain: whoever knows the URL can post. Most of these URLs would
 * be found by what they contain, but not all: Zapier's have six characters.
 */
const SERVICES =
  /(^|\.)(slack(-gov)?\.com|discord(app)?\.com|office(365)?\.com|logic\.azure\.com|powerplatform\.com|zapier\.com|make\.com|integromat\.com|n8n\.cloud|ifttt\.com|pipedream\.net|webhook\.site|chat\.googleapis\.com|telegram\.org)\.?$/i;

/** The names before a value: of parameters (`?token=`) and of path segments (`/token/`). */
const NAMES = /(?<=[?&;#/])[^?&;#/=]+(?=[=/])/g;

const isCredentialParameter = (name: string): boolean =>
  isCredentialName(name) || /(key|code|sig|signature|auth|pass|pwd|jwt|sas)$/i.test(name);

/** A part that looks random. Words with hyphens do not, as long as they have no digit. */
const looksRandom = (text: string): boolean =>
  (text.match(/[\w-]{16,}/g) ?? []).some((part) => /\d/.test(part) || /[A-Za-z]{20,}/.test(part));

/**
 * Whether a URL may be a credential by itself. Any of these is enough:
 *
 * - it contains a user name or a password;
 * - its host belongs to a service whose webhook URLs are credentials (Slack, Discord, Microsoft Teams, Zapier, …);
 * - a parameter or a path segment before a value is named like a credential (`?token=`, `?key=`, `?sig=`, `?code=`, …);
 * - its path, query or fragment contains a part that looks random: 16 or more letters, digits, `-` and `_` with a digit
 *   among them, or 20 or more letters in a row.
 *
 * It errs on the safe side: a URL that is taken for a credential costs one setting, the opposite mistake leaks it.
 */
export function isCredentialUrl(url: string): boolean {
  const { user, host, rest } = split(url);
  if (user !== "" || SERVICES.test(host)) return true;
  return (rest.match(NAMES) ?? []).some(isCredentialParameter) || looksRandom(rest);
}

/** The URL as a terminal may show it: only the beginning of a credential. */
export function shownUrl(url: string): string {
  const { scheme, host } = split(url);
  return isCredentialUrl(url) ? `${scheme}${host}/…` : url;
}

/** The parts of a URL, also of a text that is not a valid one. */
function split(url: string): { scheme: string; user: string; host: string; rest: string } {
  const [, scheme = "", user = "", host = "", rest = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)?([^/?#]*@)?([^/?#:]*)(.*)$/is.exec(url) ?? [];
  return { scheme, user, host, rest };
}
