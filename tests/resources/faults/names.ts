import dns from "node:dns";

import type { ConnectionFault } from "./faults";

type Callback = (error: NodeJS.ErrnoException | null, address?: string | dns.LookupAddress[], family?: number) => void;

/** Says what becomes of one resolution of a name; nothing: it is this machine. */
export type Resolution = () => ConnectionFault | undefined;

/**
 * A name service for `*.localhost`: every name is this machine, and a test can let single resolutions fail, or lead to where
 * nothing listens. A name of its own for every test also keeps their rate limits apart.
 */
export class Names {
  readonly #resolutions = new Map<string, Resolution>();
  readonly #real = dns.lookup;

  constructor() {
    const lookup = (name: string, options: dns.LookupOptions, callback: Callback) => {
      const resolution = this.#resolutions.get(name);
      if (resolution) answer(name, resolution(), options.all === true, callback);
      else this.#real(name, options, callback);
    };
    jest.spyOn(dns, "lookup").mockImplementation(lookup as typeof dns.lookup);
  }

  /** From now on this name is resolved so. */
  set(name: string, resolution: Resolution): void {
    this.#resolutions.set(name, resolution);
  }

  restore(): void {
    jest.restoreAllMocks();
  }
}

function answer(name: string, fault: ConnectionFault | undefined, all: boolean, callback: Callback): void {
  if (fault === "dns") {
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
      code: "ENOTFOUND",
      syscall: "getaddrinfo",
      hostname: name,
    });
    process.nextTick(callback, error);
    return;
  }
  // The emulator listens on 127.0.0.1 alone.
  const [address, family] = fault === "refused" ? (["::1", 6] as const) : (["127.0.0.1", 4] as const);
  process.nextTick(callback, null, all ? [{ address, family }] : address, family);
}
