import type { Emulator, Trouble, TroubleHandle, TroubleKind } from "../../../emulator/src";
import { type Receiver, startReceiver } from "../../../tools/support/receiver";
import type { Cell } from "./cell";
import { Names } from "./names";
import { strikes } from "./patterns";
import { Relay } from "./relay";

/** The way to the emulator on which a fault strikes. */
export interface Way {
  /** The address at its beginning. */
  readonly host: string;
  /** Ends the fault. */
  readonly end: () => void;
  /** How many attempts of the verb's own request ended before the service. */
  readonly unseen: () => number;
}

/** Lays ways to an emulator, one for each project, with a host name of its own. */
export class Ways {
  readonly #emulator: Emulator;
  readonly #relay: Relay;
  readonly #relayPort: number;
  readonly #elsewhere: Receiver;
  readonly #names = new Names();

  private constructor(emulator: Emulator, elsewhere: Receiver, relay: Relay, relayPort: number) {
    this.#emulator = emulator;
    this.#elsewhere = elsewhere;
    this.#relay = relay;
    this.#relayPort = relayPort;
  }

  static async open(emulator: Emulator): Promise<Ways> {
    const relay = new Relay(new URL(emulator.url));
    return new Ways(emulator, await startReceiver(), relay, await relay.listen());
  }

  async close(): Promise<void> {
    this.#names.restore();
    await this.#relay.close();
    await this.#elsewhere.close();
  }

  /** How many requests went where a redirect leads. */
  get followed(): number {
    return this.#elsewhere.arrivals.length;
  }

  /** @param own how many attempts of the verb's own request have reached the service */
  lay(project: string, cell: Cell, own: () => number): Way {
    const { fault, verb, pattern } = cell;
    const name = `${project}.localhost`;
    const { connection } = fault;
    if (connection === "tls") {
      this.#names.set(name, () => undefined);
      // The emulator speaks no TLS.
      return {
        host: `https://${name}:${new URL(this.#emulator.url).port}/v2.1`,
        end: () => undefined,
        unseen: () => (verb.own ? 1 : 0),
      };
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
    const end = this.#strike(project, cell);
    return { host: `http://${name}:${new URL(this.#emulator.url).port}/v2.1`, end, unseen: () => 0 };
  }

  /** Lets the emulator strike. @returns what ends it */
  #strike(project: string, { fault, verb: { own }, pattern }: Cell): () => void {
    const trouble: TroubleKind | undefined = fault.redirects
      ? { kind: "redirect", location: `${this.#elsewhere.url}/v2.1` }
      : fault.trouble;
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

  #during(trouble: Trouble): () => void {
    const handle = this.#emulator.trouble(trouble);
    return () => {
      handle.stop();
    };
  }
}
