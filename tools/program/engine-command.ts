import { spawn, type ChildProcess } from "node:child_process";

export interface EngineResult {
  /** The exit code; null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Both, in the order in which they came. */
  text: string;
  /** Itself, when the command succeeded. @throws Error with everything it printed, when it did not. */
  ok: () => EngineResult;
}

export interface EngineCommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** In a process group of its own, which the terminal's Ctrl-C does not reach. Default: false. */
  detached?: boolean;
  /** Is given what the command prints, as it comes. */
  onText?: (text: string) => void;
}

const LIMIT = 120_000;

/** A command of the engine that runs. It is killed when it takes longer than two minutes. */
export class EngineCommand {
  /** Settles when the command and its outputs have ended; it fails when the command cannot be started or takes too long. */
  readonly done: Promise<EngineResult>;
  readonly #child: ChildProcess;
  readonly #arguments: readonly string[];
  readonly #onText: EngineCommandOptions["onText"];
  #stdout = "";
  #stderr = "";
  #text = "";
  #hasEnded = false;
  #watchers = new Set<() => void>();

  constructor(pulumi: string, args: readonly string[], { onText, ...options }: EngineCommandOptions) {
    this.#arguments = args;
    this.#onText = onText;
    const child = spawn(pulumi, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      this.#stdout += chunk;
      this.#came(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      this.#stderr += chunk;
      this.#came(chunk);
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, LIMIT);
    this.done = new Promise<EngineResult>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        if (isLate) reject(this.#failure(`took longer than ${LIMIT / 1000} s`));
        else resolve(this.#result(code, signal));
      });
    }).finally(() => {
      clearTimeout(timer);
      this.#hasEnded = true;
      this.#came("");
    });
    // Who only looks at what it prints is told of its end there.
    this.done.catch(() => undefined);
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("pulumi could not be started");
    return this.#child.pid;
  }

  /** What it has printed so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether it was asked for secrets in clear. */
  get showsSecrets(): boolean {
    return this.#arguments.includes("--show-secrets");
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends a signal to the engine alone, not to what it started. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when what it printed matches. @throws Error when it ended without. */
  async printed(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#text)) {
      // An output may still come after the exit.
      if (this.#hasEnded) throw this.#failure(`ended without ${pattern.source}`);
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  /** What `promise` gives. @throws Error with everything it printed, when it ends before that */
  until<T>(promise: Promise<T>): Promise<T> {
    const early = this.done.then(() => Promise.reject(this.#failure("ended too early")));
    return Promise.race([promise, early]);
  }

  #came(chunk: string): void {
    this.#text += chunk;
    this.#onText?.(chunk);
    const watchers = [...this.#watchers];
    this.#watchers.clear();
    for (const watcher of watchers) watcher();
  }

  #result(code: number | null, signal: NodeJS.Signals | null): EngineResult {
    const result: EngineResult = {
      code,
      signal,
      stdout: this.#stdout,
      stderr: this.#stderr,
      text: this.#text,
      ok: () => {
        if (code === 0) return result;
        throw this.#failure(`ended with ${signal ?? `code ${code}`}`);
      },
    };
    return result;
  }

  #failure(what: string): Error {
    return new Error(`pulumi ${this.#arguments.join(" ")} ${what}:\n${this.#text}`);
  }
}
