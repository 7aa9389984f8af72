import * as pulumi from "@pulumi/pulumi";

import type { Declared } from "../declared";
import type { CallOptions } from "./call";

/** The options of an `…Output` form. */
export type CallOptionInputs = Declared<CallOptions>;

/**
 * Calls a function once its arguments are known. A secret argument makes the result one, a secret token does not: it is in
 * no result.
 * @param args the arguments with Outputs in them
 * @param isSecret whether a result is a secret by itself
 */
export function outputForm<Args, Result>(
  call: (args: Args, options: CallOptions) => Promise<Result>,
  args: unknown,
  options: CallOptionInputs | undefined,
  isSecret: (result: Result, args: Args) => boolean,
): pulumi.Output<Result> {
  const known = pulumi.all([pulumi.output(args), pulumi.unsecret(pulumi.output(options))]);
  const called = known.apply(async ([settled, place]) => {
    const result = await call(settled, (place ?? {}) as CallOptions);
    return isSecret(result, settled) ? pulumi.secret(result) : pulumi.output(result);
  });
  return called as unknown as pulumi.Output<Result>;
}
