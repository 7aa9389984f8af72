import { isSameWebhook } from "../../../provider/api/same-webhook";
import type { WireWebhookCreate } from "../../../provider/api/types";
import type { WireWebhook } from "../../../provider/api";
import { parseWebhook } from "../../../provider/resources/webhook/wire";
import { bodyOf } from "./connect";

const PLAIN = { key: "X-Stage", value: "prod", protected: false };

const there = (more: Partial<WireWebhook> = {}): WireWebhook => ({
  ...parseWebhook({ ...bodyOf("w"), id: "x" }),
  ...more,
});
const sent = (more: Partial<WireWebhookCreate> = {}) => bodyOf("w", more);

test.each<[what: string, service: Partial<WireWebhook>, sent: object, expected: boolean]>([
  ["nothing more was sent than it has", {}, {}, true],
  ["a field was left open, whatever the service makes of it", { version: "v1" }, { version: undefined }, true],
  ["a field was sent as none, and the service has none", { version: null }, { version: null }, true],
  ["a field was sent as none, and the service has one", { version: "v1" }, { version: null }, false],
  ["no headers were sent, and it has some", { headers: [PLAIN] }, {}, false],
  ["headers are spelled otherwise", { headers: [{ ...PLAIN, key: "x-stage" }] }, { headers: [PLAIN] }, true],
  [
    "texts are trimmed",
    { description: "a", labels: { team: "b" } },
    { description: " a\n", labels: { team: " b " } },
    true,
  ],
  ["texts have other line ends", { description: "a\nb" }, { description: "a\r\nb" }, false],
  ["the url has its normal form", { url: "https://example.com/" }, { url: "https://EXAMPLE.com" }, true],
  ["the url has another path", { url: "https://example.com/hook/" }, {}, false],
  ["a name differs in letter case", { object_name: "Model" }, {}, false],
  ["a plain header is missing", {}, { headers: [PLAIN] }, false],
])("whether a webhook is what was sent, if %s", (_what, service, more, expected) => {
  expect(isSameWebhook(there(service), sent(more))).toBe(expected);
});
