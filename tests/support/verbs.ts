import { check } from "../../provider/resources/webhook/check";
import { create, type Created } from "../../provider/resources/webhook/create";
import { diff } from "../../provider/resources/webhook/diff";
import { read, type Read } from "../../provider/resources/webhook/read";
import { Session } from "../../provider/resources/session";
import type { Properties, WebhookInputs, WebhookState } from "../../provider/resources/webhook/state";
import { update } from "../../provider/resources/webhook/update";
import type { Emulator } from "../../emulator/src";

/** What the state holds of a webhook. */
export type Recorded = Created;

/** A provider process: the verbs in the order in which the engine calls them, against an emulator. */
export class Process {
  readonly #session: Session;

  constructor(emulator: Emulator, project = "shop") {
    const configuration = { apiHost: emulator.url, apiToken: emulator.token, project, timeoutSeconds: 30 };
    this.#session = new Session({ configuration }, () => undefined, { retryBaseMs: 1 });
  }

  #inputs(declared: Properties, previous: Properties = {}): WebhookInputs {
    const { inputs, failures } = check(this.#session, previous, declared);
    if (failures.length > 0) throw new Error(failures.join(" "));
    return inputs as WebhookInputs;
  }

  create(declared: Properties): Promise<Recorded> {
    return create(this.#session, this.#inputs(declared));
  }

  /** @throws Error where it is gone */
  async refresh({ id, state }: Recorded): Promise<Read> {
    const found = await read(this.#session, id, state);
    if (!found) throw new Error(`${id} is gone`);
    return found;
  }

  /** The names of the properties in which what is declared differs from what was read. */
  changes({ id, state, inputs }: Read, declared: Properties): string[] {
    const wanted = this.#inputs(declared, inputs);
    const { changes, replaces } = diff(id, state, wanted);
    if (changes === false) return [];
    const names = new Set([...Object.keys(inputs), ...Object.keys(wanted)]);
    const differing = [...names].filter((name) => JSON.stringify(inputs[name]) !== JSON.stringify(wanted[name]));
    return [...new Set([...replaces, ...differing])];
  }

  async update({ id, state }: Recorded, declared: Properties): Promise<{ id: string; state: WebhookState }> {
    return { id, state: await update(this.#session, id, state, this.#inputs(declared, state)) };
  }
}
