import * as pulumi from "@pulumi/pulumi";

import { declared, inputsOf } from "./declared";

/** A resource that is made like ours, with a provider that does nothing: what the engine itself costs. */
class Floor extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    const __provider = 'exports.handler = () => require("bench-floor-provider");';
    super("pulumi-nodejs:dynamic/bench:Floor", name, { ...inputs, __provider });
  }
}

for (const webhook of declared) new Floor(webhook.name, inputsOf(webhook));
