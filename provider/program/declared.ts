import type * as pulumi from "@pulumi/pulumi";

import type { DeploymentEvent, PipelineEvent } from "../resources/webhook/types";

/**
 * Plain settings as a program may write them: every one may be an Output, and an optional one may be undefined in it, so
 * that `timeout: config.getNumber("timeout")` compiles under the strictest settings. So may the url, which programs take
 * from the configuration: where it is missing there, the preview says so.
 */
export type Declared<T> = {
  [Name in keyof T]: pulumi.Input<
    undefined extends T[Name] ? DeclaredValue<T[Name]> | undefined : DeclaredValue<T[Name]> | MayBeMissing<Name>
  >;
};

type MayBeMissing<Name> = Name extends "url" ? undefined : never;

type DeclaredValue<T> = T extends readonly (infer Item)[]
  ? readonly pulumi.Input<{ [Name in keyof Item]: pulumi.Input<Item[Name]> }>[]
  : T extends Readonly<Record<string, string>>
    ? Readonly<Record<string, pulumi.Input<string>>>
    : T;

/** Settings of a deployment or of a pipeline, each with the events of its own. */
export type PerObject<T> =
  | (Omit<T, "objectType" | "event"> & { readonly objectType: "deployment"; readonly event: DeploymentEvent })
  | (Omit<T, "objectType" | "event"> & { readonly objectType: "pipeline"; readonly event: PipelineEvent });
