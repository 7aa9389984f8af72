import { isAsSent } from "../../../provider/api/as-sent";
import { parseWebhook } from "../../../provider/api/parse";
import type { WireWebhook, WireWebhookCreate } from "../../../provider/api/wire";
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
  ["a plain header is missing", {}, { headers: [PLAIN] }, false],
])("whether a webhook is what was sent, where %s", (_what, service, more, expected) => {
  expect(isAsSent(there(service), sent(more))).toBe(expected);
});
