import isEqual from "lodash.isequal";

import type { Emulator } from "../../emulator/src";
import type { Tuning } from "../../provider/api";
import type { Resource } from "../../provider/resources/resource";
import type { Inputs, Naming, Owner, Properties, Recorded, SecretPlaces } from "../../provider/resources/types";
import { Session } from "../../provider/resources/session";
import { webhook } from "../../provider/resources/webhook";
import { nameSeed } from "../../provider/resources/webhook/automatic-name";
import { parseId } from "../../provider/resources/webhook/identity";

/** A resource as the engine has it in the state. */
export interface Stored {
  /** Its logical name. */
  readonly as: string;
  readonly recorded: Recorded;
  /** The inputs as they were last checked or read. */
  readonly inputs: Inputs;
}

/** What a program says of a resource beside its properties. */
interface Program {
  /** The logical name of a new resource. Default: "finished". */
  readonly as?: string;
  readonly secrets?: SecretPlaces;
}

export interface ProcessSettings {
  readonly resource?: Resource;
  readonly project?: string;
  readonly apiHost?: string;
  readonly timeoutSeconds?: number;
  readonly tuning?: Tuning;
}

/** What a program must declare of a webhook, and nothing else but a name. */
export const LEAST = {
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
} as const;

const ownerOf = (as: string): Owner => ({ key: seedOf(as), name: as });
const seedOf = (as: string): string => nameSeed(as, "acme", `urn:pulumi:dev::shop::ubiops:Webhook::${as}`);

/** A provider process that is configured for an emulator: the verbs in the order in which the engine calls them. */
export class Process {
  readonly #resource: Resource;
  readonly session: Session;
  /** What it has warned of. */
  readonly warnings: string[] = [];

  constructor(emulator: Emulator, settings: ProcessSettings = {}) {
    const { resource = webhook, project = "shop", apiHost = emulator.url, timeoutSeconds = 60 } = settings;
    const { tuning = { retryBaseMs: 1 } } = settings;
    const configuration = { apiHost, apiToken: emulator.token, project, timeoutSeconds };
    const warn = (message: string) => this.warnings.push(message);
    this.#resource = resource;
    this.session = new Session({ configuration }, { warn, importCommand: "import it" }, tuning);
  }

  /**
   * The arguments with their defaults.
   * @throws Error with everything that is wrong with them
   */
  check(declared: Properties, program: Program = {}, previous: Properties = {}, naming?: Naming): Inputs {
    const { as = "finished", secrets = [] } = program;
    this.session.owners.declare(ownerOf(as));
    const request = {
      declared: { properties: declared, secrets },
      previous,
      naming: naming ?? { seed: seedOf(as) },
    };
    const { inputs, failures } = this.#resource.check(this.session.settings, request);
    if (failures.length > 0) throw new Error(failures.join(" "));
    return inputs;
  }

  async create(declared: Properties, program: Program = {}): Promise<Stored> {
    const { as = "finished" } = program;
    const inputs = this.check(declared, program);
    const recorded = await this.#resource.create(this.session, inputs, { owner: ownerOf(as) });
    return { as, recorded, inputs };
  }

  /** @returns nothing if it is gone */
  async read({ as, recorded }: Stored): Promise<Stored | undefined> {
    const found = await this.#resource.read(this.session, recorded, { owner: ownerOf(as) });
    return found && { as, ...found };
  }

  /** @throws Error if it is gone */
  async refresh(stored: Stored): Promise<Stored> {
    const found = await this.read(stored);
    if (!found) throw new Error(`${stored.recorded.id} is gone`);
    return found;
  }

  /**
   * What a preview shows: the places that are declared differently, `header/name` if it is one header. `(nothing)` stands
   * for an update that sends nothing.
   */
  changes(stored: Stored, declared: Properties, program: Program = {}): string[] {
    return this.#compare(stored, declared, program).shown;
  }

  /** Whether a change needs a new resource, and whether the old one must go first. */
  replacement(stored: Stored, declared: Properties): "none" | "create first" | "delete first" {
    const { replaces, deleteBeforeReplace } = this.#compare(stored, declared, {}).difference;
    if (replaces.length === 0) return "none";
    return deleteBeforeReplace ? "delete first" : "create first";
  }

  #compare({ as, recorded, inputs: before }: Stored, declared: Properties, program: Program) {
    const inputs = this.check(declared, { as, ...program }, before.properties);
    this.session.owners.note(parseId(recorded.id)?.key ?? recorded.id, ownerOf(as));
    const difference = this.#resource.diff(this.session.settings, recorded, inputs);
    const paths = difference.changes.map(({ path }) => path.join("/"));
    // The engine compares the inputs itself, and does nothing if they are the same.
    if (paths.length > 0 && isEqual(before.properties, inputs.properties))
      throw new Error("The inputs show no change.");
    const shown = paths.length === 0 && difference.needsUpdate ? ["(nothing)"] : paths.toSorted();
    return { inputs, difference, shown };
  }

  async update(stored: Stored, declared: Properties, program: Program = {}): Promise<Stored> {
    const { as, recorded } = stored;
    const { inputs } = this.#compare(stored, declared, program);
    return {
      as,
      inputs,
      recorded: await this.#resource.update(this.session, recorded, inputs, { owner: ownerOf(as) }),
    };
  }

  async delete({ as, recorded }: Stored): Promise<void> {
    await this.#resource.delete(this.session, recorded, { owner: ownerOf(as) });
  }
}
