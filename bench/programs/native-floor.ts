import * as pulumi from "@pulumi/pulumi";

import { inputsOfAll } from "./declared";

/** A resource whose plugin does nothing. */
class Floor extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super("bench:index:Floor", name, inputs);
  }
}

for (const [name, inputs] of inputsOfAll) new Floor(name, inputs);
