import * as pulumi from "@pulumi/pulumi";

import { inputsOfAll } from "./declared";

/** A dynamic resource whose provider does nothing: what the engine itself costs. */
class Floor extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    const __provider = 'exports.handler = () => require("bench-floor-provider");';
    super("pulumi-nodejs:dynamic/bench:Floor", name, { ...inputs, __provider });
  }
}

for (const [name, inputs] of inputsOfAll) new Floor(name, inputs);
