import isEqual from "lodash.isequal";

import type { Emulator } from "../../emulator/src";
import { DynamicProvider } from "../../provider/engine/dynamic/adapter";
import type { Resource } from "../../provider/resources/resource";
import type { Properties } from "../../provider/resources/types";
import { SIGNATURE_KEY } from "../../provider/shared/engine-values";
import { isRecord } from "../../provider/shared/values";

/** The reference to the provider in every resource. */
export const REFERENCE = "the provider reference";

/** A resource as the engine has it in the state, with plain values. */
export interface HostStored {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/**
 * The engine's host for dynamic providers in one process: it passes plain values, keeps the reference to the provider, and
 * cannot take undefined.
 */
export class DynamicHost {
  readonly provider: DynamicProvider;

  constructor(emulator: Emulator, resource: Resource) {
    const settings: Record<string, string> = {
      "ubiops:apiToken": emulator.token,
      "ubiops:apiHost": emulator.url,
      "ubiops:project": "shop",
    };
    this.provider = new DynamicProvider(resource);
    const config = { get: (key: string) => settings[key] };
    void this.provider.configure({ config } as Parameters<DynamicProvider["configure"]>[0]);
  }

  /** @throws Error with every failure */
  async check(declared: Properties, olds: Properties = {}): Promise<Properties> {
    const { inputs, failures = [] } = await this.provider.check(olds, { __provider: REFERENCE, ...declared });
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join(" "));
    return handedOver(inputs);
  }

  async create(declared: Properties): Promise<HostStored> {
    const inputs = await this.check(declared);
    const { id, outs } = await this.provider.create(inputs);
    return { id, inputs, outputs: handedOver(outs) };
  }

  /** @returns nothing if it is gone */
  async read({ id, inputs: before, outputs }: HostStored): Promise<HostStored | undefined> {
    const { id: found = "", props, inputs } = await this.provider.read(id, outputs);
    return found === ""
      ? undefined
      : { id: found, inputs: inputs ? handedOver(inputs) : before, outputs: handedOver(props) };
  }

  /** Whether a preview shows an update. */
  async isChanged({ id, inputs: before, outputs }: HostStored, declared: Properties): Promise<boolean> {
    const inputs = await this.check(declared, before);
    const { changes } = await this.provider.diff(id, outputs, inputs);
    return changes ?? !isEqual(before, inputs);
  }

  /** As "pulumi up": nothing happens if there is no difference. */
  async up(stored: HostStored, declared: Properties): Promise<HostStored> {
    if (!(await this.isChanged(stored, declared))) return stored;
    const inputs = await this.check(declared, stored.inputs);
    const { outs } = await this.provider.update(stored.id, stored.outputs, inputs);
    return { id: stored.id, inputs, outputs: handedOver(outs) };
  }

  delete({ id, outputs }: HostStored): Promise<void> {
    return this.provider.delete(id, outputs);
  }
}

/** What the provider returned, as the host gives it back later. */
export const handedOver = (properties: unknown): Properties => ({
  ...(plain(properties) as object),
  __provider: REFERENCE,
});

function plain(value: unknown): unknown {
  if (value === undefined) throw new Error("The engine cannot take undefined.");
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (SIGNATURE_KEY in value) return plain(value["value"]);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
