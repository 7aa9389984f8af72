import * as pulumi from "@pulumi/pulumi";

/** How many webhooks a program declares. */
const count = Number(process.env["BENCH_COUNT"] ?? 1);
/** Another round makes every webhook differ in one field. */
const round = process.env["BENCH_ROUND"] ?? "1";

/** What one of the webhooks is, in every program alike. */
export interface Declared {
  readonly name: string;
  readonly objectName: string;
  readonly url: string;
  readonly description: string;
  readonly token: pulumi.Output<string>;
}

/** The webhooks of a program. */
export const declared: readonly Declared[] = Array.from({ length: count }, (_, index) => ({
  name: `webhook-${index}`,
  objectName: `model-${index % 10}`,
  url: `https://hooks.example.com/ubiops/${index}`,
  description: `round ${round}`,
  token: pulumi.secret(`Bearer token-of-webhook-${index}`),
}));

/** The same as inputs of a resource without a constructor of its own, with all defaults. */
export const inputsOf = ({ objectName, url, description, token, name }: Declared) => ({
  project: "bench",
  name: `${name}-0123abcd`,
  objectType: "deployment",
  objectName,
  event: "deployment_request_finished",
  url,
  description,
  labels: {},
  timeout: 10,
  enabled: true,
  retry: true,
  includeResult: false,
  headers: { "X-Environment": "bench" },
  protectedHeaders: { Authorization: token },
});
