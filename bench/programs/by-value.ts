import { createRequire, Module } from "node:module";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { modules } from "./captured";
import { declared, inputsOf } from "./declared";

type Provider = pulumi.dynamic.ResourceProvider<pulumi.Inputs, pulumi.Inputs>;

/** The part of Node's own class of modules that is not in its types. */
type Compiling = NodeJS.Module & { _compile(code: string, file: string): void };

const loaded: Record<string, Compiling> = {};

/** Loads a module of the provider from the text that the engine captures with this function, and packages from where they are. */
function load(name: string): unknown {
  const code = modules[name];
  const installed = createRequire(path.join(process.cwd(), "index.js"));
  if (code === undefined) return installed(name);
  const known = loaded[name];
  if (known) return known.exports;
  const file = path.join(path.dirname(installed.resolve("pulumi-ubiops/package.json")), "dist", `${name}.js`);
  const module = new Module(file) as Compiling;
  loaded[name] = module;
  module.require = ((other: string) =>
    load(other.startsWith(".") ? path.posix.join(path.dirname(name), other) : other)) as NodeJS.Require;
  module._compile(code, file);
  return module.exports;
}

const whole = () => load("engine/dynamic/webhook-provider") as Required<Provider>;

/** The whole provider, given to the engine as the guides to dynamic providers teach: by value. */
const provider: Provider = {
  configure: (request) => whole().configure(request),
  check: (olds, news) => whole().check(olds, news),
  diff: (id, olds, news) => whole().diff(id, olds, news),
  create: (inputs) => whole().create(inputs),
  read: (id, props) => whole().read(id, props),
  update: (id, olds, news) => whole().update(id, olds, news),
  delete: (id, props) => whole().delete(id, props),
};

class ByValue extends pulumi.dynamic.Resource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super(provider, name, inputs);
  }
}

for (const webhook of declared) new ByValue(webhook.name, inputsOf(webhook));
