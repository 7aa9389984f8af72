import type * as pulumi from "@pulumi/pulumi";

/** What an output comes to. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) =>
    output.apply((value) => {
      resolve(value);
    }),
  );
