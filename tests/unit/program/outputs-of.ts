import * as pulumi from "@pulumi/pulumi";

/** The names of a resource's outputs. */
export const outputsOf = (resource: pulumi.CustomResource): string[] =>
  Object.entries(resource).flatMap(([name, value]) => (pulumi.Output.isInstance(value) ? [name] : []));
