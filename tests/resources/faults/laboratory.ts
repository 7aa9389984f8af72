import { type Emulator, type LoggedRequest, startEmulator, type StoredWebhook } from "../../../emulator/src";
import { SkippingClock } from "../../support/skipping-clock";
import { Process } from "../../support/verbs";
import type { Cell } from "./cell";
import { expectation } from "./expectation";
import { type Before, DECLARED, type Verb } from "./verbs";
import { Ways } from "./way";

/** What was seen of a cell. */
export interface Observation {
  readonly result?: unknown;
  readonly error?: Error;
  /** How often the verb's own request was tried. */
  readonly attempts: number;
  /** The webhooks of the project at the end, ours only. */
  readonly webhooks: readonly StoredWebhook[];
  /** Whether the webhook that is not ours is as it was. */
  readonly foreignUntouched: boolean;
  /** What the next update ended with, in a new process with the state that the engine kept: its error if it failed too. */
  readonly next: {
    readonly error?: Error;
    /** What the one after it ended with, in which the user follows that error's advice. */
    readonly adoption?: { readonly error?: Error };
    readonly webhooks: readonly StoredWebhook[];
  };
}

interface Pace {
  readonly timeoutSeconds: number;
  /** The first wait, in milliseconds. */
  readonly retryBaseMs: number;
}

/** Time for everything, but not for a pause of an hour. */
const UNHURRIED: Pace = { timeoutSeconds: 3_000, retryBaseMs: 50 };

/**
 * A verb that uses up its time budget gets waits so long that a few attempts fit in. Waits take no real time, and every
 * attempt has half a minute, so that nothing depends on the speed of the machine. Only a service that hangs takes real time.
 */
function paceOf(cell: Cell): Pace {
  const { fault } = cell;
  if (fault.trouble?.kind === "hang") return { timeoutSeconds: 40, retryBaseMs: 50 };
  const usesBudget = fault.attempts === undefined && expectation(cell).error !== undefined;
  // The first wait after a rate limit is five times as long.
  return usesBudget ? { timeoutSeconds: 400, retryBaseMs: fault.name.startsWith("429") ? 10_000 : 50_000 } : UNHURRIED;
}

export const TOKEN = "matrix-api-token";

const FOREIGN = { name: "foreign", url: "https://hooks.example.com/foreign" };

const caught = async <T>(run: () => Promise<T>): Promise<{ result?: T; error?: Error }> => {
  try {
    return { result: await run() };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
};

/** An emulator in which every cell has a project of its own, and a way of its own. */
export class Laboratory {
  readonly #emulator: Emulator;
  readonly #ways: Ways;
  #cells = 0;

  private constructor(emulator: Emulator, ways: Ways) {
    this.#emulator = emulator;
    this.#ways = ways;
  }

  static async open(): Promise<Laboratory> {
    const emulator = await startEmulator({ logLimit: 100_000, token: TOKEN });
    const laboratory = new Laboratory(emulator, await Ways.open(emulator));
    // What is loaded for the first request is not to count as the service's time.
    await laboratory.#process("warm-up", emulator.url).create(DECLARED);
    return laboratory;
  }

  async close(): Promise<void> {
    await this.#ways.close();
    await this.#emulator.close();
  }

  /** How many requests went where a redirect leads. */
  get followed(): number {
    return this.#ways.followed;
  }

  async observe(cell: Cell): Promise<Observation> {
    const { verb } = cell;
    this.#cells += 1;
    const project = `cell-${this.#cells}`;
    const foreign = this.#emulator.put(project, FOREIGN);
    const before = await verb.prepare(this.#process(project, this.#emulator.url), this.#emulator, project);
    const seen = this.#requests(project).length;

    const isOwn = ({ method, path }: LoggedRequest) => method === verb.own?.method && verb.own.path.test(path);
    const own = () => this.#requests(project).slice(seen).filter(isOwn).length;
    const way = this.#ways.lay(project, cell, own);
    const process = this.#process(project, way.host, paceOf(cell));
    const outcome = await caught(() => verb.run(process, before));
    way.end();
    const attempts = own() + way.unseen();
    const webhooks = this.#ours(project);
    const next = await this.#again(project, verb, before, outcome.error !== undefined);
    const kept = this.#emulator.webhooks(project).find(({ id }) => id === foreign.id);
    return {
      ...outcome,
      attempts,
      webhooks,
      foreignUntouched: JSON.stringify(kept) === JSON.stringify(foreign),
      next,
    };
  }

  /** The next update: if the verb failed, the engine asks for it once more with the same state. */
  async #again(project: string, verb: Verb, before: Before, failed: boolean): Promise<Observation["next"]> {
    const process = () => this.#process(project, this.#emulator.url);
    const { error } = failed ? await caught(() => verb.run(process(), before)) : {};
    const { adopt } = verb;
    const adoption = error && adopt && (await caught(() => adopt(process())));
    return { ...(error && { error }), ...(adoption && { adoption }), webhooks: this.#ours(project) };
  }

  #process(project: string, apiHost: string, { timeoutSeconds, retryBaseMs }: Pace = UNHURRIED): Process {
    return new Process(this.#emulator, {
      project,
      apiHost,
      timeoutSeconds,
      tuning: { retryBaseMs, random: () => 0.5, clock: new SkippingClock() },
    });
  }

  #requests = (project: string): LoggedRequest[] =>
    this.#emulator.requests.filter((request) => request.project === project);

  #ours = (project: string): StoredWebhook[] =>
    this.#emulator.webhooks(project).filter(({ name }) => name !== FOREIGN.name);
}
