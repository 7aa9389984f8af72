import * as pulumi from "@pulumi/pulumi";
import type { WebhookArgs } from "pulumi-ubiops";

/** How many webhooks a program declares. */
const count = Number(process.env["BENCH_COUNT"] ?? 1);
/** Another round makes every webhook differ in one field. */
const round = process.env["BENCH_ROUND"] ?? "1";

/** The webhooks of every program in TypeScript. */
const declared = Array.from({ length: count }, (_, index) => {
  const args = {
    objectType: "deployment",
    objectName: `model-${index % 10}`,
    event: "deployment_request_finished",
    url: `https://hooks.example.com/ubiops/${index}`,
    description: `round ${round}`,
    retry: true,
    headers: { "X-Environment": "bench" },
    protectedHeaders: { Authorization: pulumi.secret(`Bearer token-of-webhook-${index}`) },
  } as const;
  return [`webhook-${index}`, args] as const;
});

export function declareAll(Webhook: new (name: string, args: WebhookArgs) => unknown): void {
  for (const [name, args] of declared) new Webhook(name, args);
}

/** The same for a resource without a constructor and a check of its own: with all defaults. */
export const inputsOfAll = declared.map(([name, args]) => {
  const defaults = { project: "bench", name: `${name}-0123abcd`, labels: {}, timeout: 10, enabled: true };
  return [name, { ...defaults, includeResult: false, ...args }] as const;
});
