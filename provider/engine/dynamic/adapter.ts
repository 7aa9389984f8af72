import type { dynamic } from "@pulumi/pulumi";

import type { Call, Resource } from "../../resources/resource";
import type { Properties } from "../../resources/types";
import { secretsIn } from "../../resources/secrets";
import { Session } from "../../resources/session";
import { parseId } from "../../resources/webhook/identity";
import { protectSecret } from "../../shared/redaction";
import { warn } from "../../shared/warn";
import { hostError } from "./errors";
import {
  fromHost,
  type HostProperties,
  keptNameOf,
  ownerOf,
  toHost,
  toInputs,
  toRecorded,
  withKept,
} from "./host-properties";

const FRONT_END = { warn, importCommand: 'use "pulumi import --file"' };

/** A resource as the engine's host for dynamic providers calls it. */
export class DynamicProvider implements dynamic.ResourceProvider<Properties, Properties> {
  readonly #resource: Resource;
  /** The seeds of resources by id: an imported one has none in its state until its first update. */
  readonly #seeds = new Map<string, string>();
  #session = Session.configure(() => undefined, {}, FRONT_END);

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  /** The host does not wait for the promise, so that every verb reports what is wrong with the configuration. */
  configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    this.#session = Session.configure((key) => config.get(key), process.env, FRONT_END);
    return Promise.resolve();
  }

  check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    return this.#run("", news, olds, (declared, previous) => {
      const seed = previous.seed ?? declared.seed;
      this.#session.owners.declare(ownerOf("", seed, declared.properties));
      const keptName = keptNameOf(previous);
      const naming = seed === undefined ? undefined : { seed, keptName };
      const request = { declared: toInputs(withKept(declared, previous)), previous: previous.properties, naming };
      const { inputs, failures } = this.#resource.check(this.#session.settings, request);
      // A failure with a property prints the value of that property, secrets included: the reason names the field.
      return {
        inputs: toHost(inputs, {
          seed,
          keptName: inputs.properties["name"] === keptName ? keptName : undefined,
          isExternal: false,
        }),
        failures: failures.map((reason) => ({ property: "", reason })),
      };
    });
  }

  diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return this.#run(id, news, olds, (declared, recorded, { owner }) => {
      if (declared.seed !== undefined) this.#seeds.set(id, declared.seed);
      this.#session.owners.note(parseId(id)?.key ?? id, owner);
      const difference = this.#resource.diff(this.#session.settings, toRecorded(id, recorded), toInputs(declared));
      const { changes, replaces, deleteBeforeReplace } = difference;
      const needsUpdate = difference.needsUpdate || recorded.reference === undefined;
      // `true` switches off the engine's own comparison, and `replaceOnChanges` with it: only for what inputs do not show.
      const answer = changes.length > 0 ? {} : { changes: needsUpdate };
      return { ...answer, replaces: [...replaces], deleteBeforeReplace };
    });
  }

  create(inputs: Properties): Promise<dynamic.CreateResult<Properties>> {
    return this.#run("", inputs, {}, async (declared, _, call) => {
      const { id, state, secrets } = await this.#resource.create(this.#session, toInputs(declared), call);
      return { id, outs: toHost({ properties: state, secrets }, declared) };
    });
  }

  read(id: string, props: Properties = {}): Promise<dynamic.ReadResult<Properties>> {
    return this.#run(id, {}, props, async (_, recorded, call) => {
      const found = await this.#resource.read(this.#session, toRecorded(id, recorded), call);
      if (!found) return { id: "" };
      const { state, secrets } = found.recorded;
      // What the program does not own has no inputs to differ from.
      const inputs = recorded.isExternal ? {} : toHost(found.inputs, recorded);
      return { id: found.recorded.id, props: toHost({ properties: state, secrets }, recorded), inputs };
    });
  }

  update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    return this.#run(id, news, olds, async (declared, recorded, call) => {
      const updated = await this.#resource.update(this.#session, toRecorded(id, recorded), toInputs(declared), call);
      return { outs: toHost({ properties: updated.state, secrets: updated.secrets }, declared) };
    });
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.#run(id, {}, props, (_, recorded, call) =>
      this.#resource.delete(this.#session, toRecorded(id, recorded), call),
    );
  }

  /** Calls a verb. Its errors contain no secret that the host has passed. */
  async #run<T>(
    id: string,
    news: Properties,
    olds: Properties,
    verb: (news: HostProperties, olds: HostProperties, call: Call) => T | Promise<T>,
  ): Promise<T> {
    const [declared, recorded] = [fromHost(news), fromHost(olds)];
    for (const { properties, secrets } of [declared, recorded]) secretsIn(properties, secrets).forEach(protectSecret);
    const seed = declared.seed ?? recorded.seed ?? this.#seeds.get(id);
    const owner = ownerOf(id, seed, { ...recorded.properties, ...declared.properties });
    try {
      return await verb(declared, recorded, { owner });
    } catch (error) {
      const present = declared.reference === undefined ? recorded : declared;
      throw hostError(error, present);
    }
  }
}
