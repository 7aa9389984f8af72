import type * as pulumi from "@pulumi/pulumi";

import type { DeploymentEvent, PipelineEvent } from "./types";

/** Plain settings as a program may write them: every one of them may be an Output, or be missing in one. */
export type Declared<T> = {
  // `Input<T | undefined>`, so that `url: config.get("x")` compiles under the strictest settings.
  [Name in keyof T]: pulumi.Input<undefined extends T[Name] ? DeclaredValue<T[Name]> | undefined : DeclaredValue<T[Name]>>;
};

type DeclaredValue<T> = T extends readonly (infer Item)[]
  ? readonly pulumi.Input<{ [Name in keyof Item]: pulumi.Input<Item[Name]> }>[]
  : T extends Readonly<Record<string, string>>
    ? Readonly<Record<string, pulumi.Input<string>>>
    : T;

/** Settings of a deployment or of a pipeline, each with the events of its own. */
export type PerObject<T> =
  | (Omit<T, "objectType" | "event"> & { readonly objectType: "deployment"; readonly event: DeploymentEvent })
  | (Omit<T, "objectType" | "event"> & { readonly objectType: "pipeline"; readonly event: PipelineEvent });
