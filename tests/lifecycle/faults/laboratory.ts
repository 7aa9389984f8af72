import { DEFAULT_TIMEOUT_SECONDS } from "../../../provider/configuration";
import { create } from "../../../provider/lifecycle/create";
import { Session } from "../../../provider/lifecycle/session";
import { type Emulator, type LoggedRequest, startEmulator, type StoredWebhook, type Trouble, type TroubleHandle, type TroubleKind } from "../../emulator";
import { type Receiver, startReceiver } from "../../support/receiver";
import { expectation } from "./expectation";
import type { Fault } from "./faults";
import { Names } from "./names";
import { type Pattern, strikes } from "./patterns";
import { Relay } from "./relay";
import { type Before, DECLARED, inputsFor, type Verb } from "./verbs";

/** One fault, one verb, one pattern. */
export interface Cell {
  readonly fault: Fault;
  readonly verb: Verb;
  readonly pattern: Pattern;
}

/** What was seen of a cell. */
export interface Observation {
  readonly result?: unknown;
  readonly error?: Error;
  /** The requests while the fault struck, as far as they reached the service. */
  readonly requests: readonly LoggedRequest[];
  /** How often the verb's own request was tried. */
  readonly attempts: number;
  /** The webhooks of the project at the end, ours only. */
  readonly webhooks: readonly StoredWebhook[];
  /** Whether the webhook of somebody else is as it was. */
  readonly foreignUntouched: boolean;
  /** What the next update ended with, in a new process with the state that the engine kept: its error where it failed too. */
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

const UNHURRIED: Pace = { timeoutSeconds: DEFAULT_TIMEOUT_SECONDS, retryBaseMs: 50 };

/**
 * A verb that will use up its time budget, or single attempts their part of it, gets a short one, with so long waits that
 * few attempts fit in; every other one has all the time that it needs, however slow the machine is.
 */
function paceOf(cell: Cell): Pace {
  const { fault } = cell;
  if (fault.trouble?.kind === "hang") return { timeoutSeconds: 8, retryBaseMs: 50 };
  const usesBudget = fault.attempts === undefined && expectation(cell).error !== undefined;
  // The first wait after a rate limit is five times as long.
  return usesBudget ? { timeoutSeconds: 8, retryBaseMs: fault.name.startsWith("429") ? 1000 : 5000 } : UNHURRIED;
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

/** An emulator in which every cell has a project of its own, and a host name of its own. */
export class Laboratory {
  readonly #emulator: Emulator;
  readonly #relay: Relay;
  readonly #relayPort: number;
  readonly #elsewhere: Receiver;
  readonly #names = new Names();
  #cells = 0;

  private constructor(emulator: Emulator, elsewhere: Receiver, relay: Relay, relayPort: number) {
    this.#emulator = emulator;
    this.#elsewhere = elsewhere;
    this.#relay = relay;
    this.#relayPort = relayPort;
  }

  static async open(): Promise<Laboratory> {
    const emulator = await startEmulator({ logLimit: 100_000, token: TOKEN });
    const relay = new Relay(new URL(emulator.url));
    const laboratory = new Laboratory(emulator, await startReceiver(), relay, await relay.listen());
    // What is loaded for the first request is not to count as the service's time.
    const session = laboratory.#session("warm-up", emulator.url);
    await create(session, inputsFor(session, DECLARED));
    return laboratory;
  }

  async close(): Promise<void> {
    this.#names.restore();
    await this.#relay.close();
    await this.#elsewhere.close();
    await this.#emulator.close();
  }

  /** How many requests went where a redirect leads. */
  get followed(): number {
    return this.#elsewhere.arrivals.length;
  }

  async observe(cell: Cell): Promise<Observation> {
    const { verb } = cell;
    this.#cells += 1;
    const project = `cell-${this.#cells}`;
    const foreign = this.#emulator.put(project, FOREIGN);
    const before = await verb.prepare(this.#session(project, this.#emulator.url), this.#emulator, project);
    const seen = this.#requests(project).length;

    const isOwn = ({ method, path }: LoggedRequest) => method === verb.own?.method && verb.own.path.test(path);
    const own = () => this.#requests(project).slice(seen).filter(isOwn).length;
    const way = this.#wayTo(project, cell, own);
    const session = this.#session(project, way.host, paceOf(cell));
    const outcome = await caught(() => verb.run(session, before));
    way.end();
    const requests = this.#requests(project).slice(seen);
    const attempts = own() + way.unseen();
    const webhooks = this.#ours(project);
    const next = await this.#again(project, verb, before, outcome.error !== undefined);
    const kept = this.#emulator.webhooks(project).find(({ id }) => id === foreign.id);
    return {
      ...outcome,
      requests,
      attempts,
      webhooks,
      foreignUntouched: JSON.stringify(kept) === JSON.stringify(foreign),
      next,
    };
  }

  /** The next update: where the verb failed, the engine asks for it once more with the same state. */
  async #again(project: string, verb: Verb, before: Before, failed: boolean): Promise<Observation["next"]> {
    const session = () => this.#session(project, this.#emulator.url);
    const { error } = failed ? await caught(() => verb.run(session(), before)) : {};
    const { adopt } = verb;
    const adoption = error && adopt && (await caught(() => adopt(session())));
    return { ...(error && { error }), ...(adoption && { adoption }), webhooks: this.#ours(project) };
  }

  #session(project: string, apiHost: string, { timeoutSeconds, retryBaseMs }: Pace = UNHURRIED): Session {
    const configuration = { apiHost, apiToken: this.#emulator.token, project, timeoutSeconds };
    return new Session({ configuration }, () => undefined, { retryBaseMs, random: () => 0.5 });
  }

  #requests = (project: string): LoggedRequest[] => this.#emulator.requests.filter((request) => request.project === project);

  #ours = (project: string): StoredWebhook[] => this.#emulator.webhooks(project).filter(({ name }) => name !== FOREIGN.name);

  /** Lays the way to the emulator on which the fault strikes. */
  #wayTo(project: string, { fault, verb, pattern }: Cell, own: () => number) {
    const name = `${project}.localhost`;
    const { connection } = fault;
    if (connection === "tls") {
      this.#names.set(name, () => undefined);
      // The emulator speaks no TLS.
      return { host: `https://${name}:${new URL(this.#emulator.url).port}/v2.1`, end: () => undefined, unseen: () => (verb.own ? 1 : 0) };
    }
    if (connection) {
      let [resolutions, struck] = [0, 0];
      this.#names.set(name, () => {
        resolutions += 1;
        if (!strikes(pattern, resolutions, verb.own?.position ?? 1)) return undefined;
        // What comes after the verb's own request is another one.
        if (own() === 0) struck += 1;
        return connection;
      });
      return { host: `http://${name}:${this.#relayPort}/v2.1`, end: () => undefined, unseen: () => struck };
    }
    this.#names.set(name, () => undefined);
    const end = this.#strike(project, fault, verb, pattern);
    return { host: `http://${name}:${new URL(this.#emulator.url).port}/v2.1`, end, unseen: () => 0 };
  }

  #during(trouble: Trouble): () => void {
    const handle = this.#emulator.trouble(trouble);
    return () => {
      handle.stop();
    };
  }

  /** Lets the emulator strike. @returns what ends it */
  #strike(project: string, fault: Fault, { own }: Verb, pattern: Pattern): () => void {
    const trouble: TroubleKind | undefined = fault.redirects ? { kind: "redirect", location: `${this.#elsewhere.url}/v2.1` } : fault.trouble;
    if (!trouble) return () => undefined;
    const everything = new RegExp(`/projects/${project}/`);
    if (pattern === "second" || !own) {
      return this.#during({ ...trouble, path: everything, every: 2 });
    }
    const path = new RegExp(`/projects/${project}${own.path.source}`);
    const selection = { methods: [own.method], path };
    if (pattern !== "from") {
      return this.#during({ ...trouble, ...selection, ...(pattern === "first" && { times: 1 }) });
    }
    const hold = this.#emulator.hold({ method: own.method, path, when: "before" });
    let struck: TroubleHandle | undefined;
    void hold.reached.then(() => {
      struck = this.#emulator.trouble({ ...trouble, path: everything });
      hold.release();
    });
    return () => {
      hold.release();
      struck?.stop();
    };
  }
}
