import { createRequire } from "node:module";

import * as pulumi from "@pulumi/pulumi";

import { declared, inputsOf } from "./declared";

type Provider = pulumi.dynamic.ResourceProvider<pulumi.Inputs, pulumi.Inputs>;

const installed = () =>
  createRequire(`${process.cwd()}/index.js`)("pulumi-ubiops/webhook-provider") as Required<Provider>;

/** By value only what leads to the installed provider: the least that a captured provider can be. */
const provider: Provider = {
  configure: (request) => installed().configure(request),
  check: (olds, news) => installed().check(olds, news),
  diff: (id, olds, news) => installed().diff(id, olds, news),
  create: (inputs) => installed().create(inputs),
  read: (id, props) => installed().read(id, props),
  update: (id, olds, news) => installed().update(id, olds, news),
  delete: (id, props) => installed().delete(id, props),
};

class ThinByValue extends pulumi.dynamic.Resource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super(provider, name, inputs);
  }
}

for (const webhook of declared) new ThinByValue(webhook.name, inputsOf(webhook));
