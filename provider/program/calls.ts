import * as pulumi from "@pulumi/pulumi";

import { Session } from "../resources/session";
import { resolveConfiguration } from "../shared/configuration";
import { warn } from "../shared/warn";
import type { InputsOf } from "./inputs";

/** Where a function asks, in place of what is configured. */
export interface CallOptions {
  /**
   * The UbiOps project.
   * @default `ubiops:project` of the stack configuration, or `UBIOPS_PROJECT`
   */
  readonly project?: string;
  /**
   * The address of the API.
   * @default `ubiops:apiHost` of the stack configuration, `UBIOPS_API_HOST`, or `https://api.ubiops.com/v2.1`
   */
  readonly apiHost?: string;
  /**
   * The API token, with or without the leading `Token `.
   * @default `ubiops:apiToken` of the stack configuration, or `UBIOPS_API_TOKEN`
   */
  readonly apiToken?: string;
}

/** The options of an `…Output` form. */
export interface CallOutputOptions extends InputsOf<CallOptions> {
  /** Resources that must exist before the call: in a preview that creates one of them, the result is unknown. */
  readonly dependsOn?: pulumi.Input<pulumi.Input<pulumi.Resource>[]> | pulumi.Input<pulumi.Resource>;
}

const sessions = new Map<string, Session>();

/**
 * Finds the configuration of a call: its own options, the stack configuration, the environment. Calls with the same one
 * share their connections.
 * @throws Error that says what is missing and how to set it
 */
export function beginCall(options: CallOptions): { session: Session; project: string } {
  const own = new Map<string, string | undefined>(
    Object.entries(options).map(([name, value]) => [`ubiops:${name}`, value as string | undefined]),
  );
  const { configuration, problems } = resolveConfiguration(
    (key) => own.get(key) ?? pulumi.runtime.getConfig(key),
    process.env,
  );
  if (!configuration) throw new Error(problems.join(" "));
  const { project, ...place } = configuration;
  if (project === undefined) {
    throw new Error(
      'The UbiOps project is missing: pass { project }, run "pulumi config set ubiops:project <name>", or set UBIOPS_PROJECT.',
    );
  }
  const key = JSON.stringify(place);
  const session = sessions.get(key) ?? new Session({ configuration: place }, { warn, importCommand: "" });
  sessions.set(key, session);
  return { session, project };
}

/**
 * Calls a function once its arguments are known. In a preview the result is unknown as long as a resource in the
 * arguments or in `dependsOn` is not created yet. A secret argument makes the result a secret; a secret token does not,
 * since it is in no result.
 * @param isSecret whether a result is a secret by itself
 */
export function outputCall<Args, Result>(
  call: (args: Args, options: CallOptions) => Promise<Result>,
  args: unknown,
  { dependsOn = [], ...options }: CallOutputOptions,
  isSecret: (result: Result, args: Args) => boolean,
): pulumi.Output<Result> {
  const given = pulumi.output(args);
  const existing = pulumi.output(existingIds(given, dependsOn));
  const known = pulumi.all([given, pulumi.unsecret(pulumi.output(options)), existing]);
  const called = known.apply(async ([settled, place]) => {
    const result = await call(settled, place as CallOptions);
    return isSecret(result, settled) ? pulumi.secret(result) : pulumi.output(result);
  });
  return called as unknown as pulumi.Output<Result>;
}

/**
 * The ids of all resources that the arguments come from, and of those in `dependsOn`. An id is unknown in the preview that
 * creates its resource.
 */
async function existingIds(
  args: pulumi.Output<unknown>,
  dependsOn: NonNullable<CallOutputOptions["dependsOn"]>,
): Promise<pulumi.Output<unknown>> {
  const named = pulumi.output(dependsOn as pulumi.Resource[]).apply((found) => idsOf([found].flat()));
  return pulumi.unsecret(pulumi.all([named, pulumi.output(idsOf(await resourcesOf(args)))]));
}

/** The ids of resources; of a component, those of the resources in it. */
async function idsOf(resources: readonly unknown[]): Promise<pulumi.Output<unknown>[]> {
  const ids = resources.map(async (resource) =>
    pulumi.CustomResource.isInstance(resource) ? [resource.id] : idsOf(await childrenOf(resource)),
  );
  return (await Promise.all(ids)).flat();
}

/** What the SDK itself records, and does not have in its public types. */
interface Internals {
  readonly allResources?: () => Promise<Set<unknown>>;
  readonly __data?: Promise<unknown>;
  readonly __childResources?: Set<unknown>;
}

/** Where a value comes from. */
async function resourcesOf(args: pulumi.Output<unknown>): Promise<unknown[]> {
  return [...((await (args as Internals).allResources?.call(args)) ?? [])];
}

/** The resources in a component, once it is constructed. */
async function childrenOf(component: unknown): Promise<unknown[]> {
  const internals = component as Internals;
  await internals.__data;
  return [...(internals.__childResources ?? [])];
}
