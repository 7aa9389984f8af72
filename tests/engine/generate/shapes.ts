import type { StoredHeader, WebhookFields } from "../../../emulator/src";

const MOMENTS = ["started", "completed", "failed", "finished"];

/** Names that need escaping somewhere: in an identifier, a URN, a URL, a string of the program, a comment, a shell. */
const NAMES = [
  "request-finished",
  "request_finished",
  "requestFinished",
  "request finished",
  "class",
  "config",
  "1st",
  "ключ",
  "🔔",
  "a/b",
  "a::b",
  "a$(b)",
  'quote"d',
  "it's",
  "back`tick${x}",
  "back\\slash",
  "*/ comment",
  "name?x=1#y",
  "100%",
  "x".repeat(64),
];

export const CREDENTIAL_URL = "https://hooks.slack.com/services/T0/B0/canary-url";

const HEADERS: readonly (readonly StoredHeader[])[] = [
  [],
  [{ key: "X-Environment", value: "prod", protected: false }],
  [{ key: "Authorization", value: "Bearer canary-protected", protected: true }],
  [
    { key: "Authorization", value: "Bearer canary-protected", protected: true },
    { key: "X-Api-Key", value: "canary-plain-key", protected: false },
    { key: "x-quoted", value: 'a "b" \\ `c` ${d}', protected: false },
    { key: "X-Second", value: "canary-second", protected: true },
  ],
];

/** As many webhooks as asked for: every event, every kind of headers, every field in another value than its default. */
export const shapes = (count: number): WebhookFields[] =>
  Array.from({ length: count }, (_, index) => {
    const type = index % 2 === 0 ? "deployment" : "pipeline";
    const name = NAMES[index % NAMES.length] ?? "";
    return {
      name: index < NAMES.length ? name : `${Array.from(name).slice(0, 56).join("")} ${index}`,
      url: index % 4 === 3 ? CREDENTIAL_URL : `https://hooks.example.com/${index}?a=1&b=%22#top`,
      object_type: type,
      object_name: `object-${index % 3}`,
      version: index % 5 === 0 ? null : "v1",
      event: `${type}_request_${MOMENTS[Math.floor(index / 2) % 4] ?? ""}`,
      headers: HEADERS[Math.floor(index / 3) % HEADERS.length] ?? [],
      description: index % 4 === 0 ? "" : `line ${index}\nand "another" \u2028 one`,
      labels: index % 3 === 0 ? {} : { team: "ml", "a b": "1", [`with-"quote`]: "`${x}`" },
      timeout: (index % 30) + 1,
      enabled: index % 7 !== 0,
      retry: index % 2 === 1,
      include_result: index % 6 === 0,
    };
  });
