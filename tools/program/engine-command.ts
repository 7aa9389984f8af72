import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";

export interface EngineResult {
  /** The exit code; null if a signal ended the command. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** The standard output and the standard error, in the order in which they came. */
  text: string;
  /** The result itself. @throws Error with everything the command printed, if it failed */
  ok: () => EngineResult;
}

export interface EngineCommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Whether it gets a process group of its own, which Ctrl-C in the terminal does not reach. Default: false. */
  detached?: boolean;
  /** Called with what the command prints, as it comes. */
  onText?: (text: string) => void;
}

/** Less than the time that Jest gives a test, in milliseconds. It is there for a command that hangs. */
const LIMIT = 900_000;

/** A running command of the engine. It is killed after 15 minutes. */
export class EngineCommand {
  /** The result, once the command and its outputs have ended. @throws Error if it cannot be started or takes too long */
  readonly done: Promise<EngineResult>;
  readonly #child: ChildProcess;
  readonly #arguments: readonly string[];
  readonly #output = new EventEmitter();
  #stdout = "";
  #text = "";
  #hasEnded = false;

  constructor(pulumi: string, args: readonly string[], { onText, ...options }: EngineCommandOptions) {
    this.#arguments = args;
    const child = spawn(pulumi, args, {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
      signal: AbortSignal.timeout(LIMIT),
      killSignal: "SIGKILL",
    });
    this.#child = child;
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (this.#stdout += chunk));
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding("utf8").on("data", (chunk: string) => {
        this.#text += chunk;
        onText?.(chunk);
        this.#output.emit("change");
      });
    }
    this.done = new Promise<EngineResult>((resolve, reject) => {
      child.once("error", ({ message }) => {
        reject(this.#failure(`could not be run to its end: ${message}`));
      });
      child.once("close", (code, signal) => {
        resolve(this.#result(code, signal));
      });
    }).finally(() => {
      this.#hasEnded = true;
      this.#output.emit("change");
    });
    // A caller may wait for what it prints instead.
    this.done.catch(() => undefined);
  }

  /** What it has printed so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether it was asked to print secrets in plain text. */
  get showsSecrets(): boolean {
    return this.#arguments.includes("--show-secrets");
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends a signal to the engine, but not to what it started. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when what it has printed matches. @throws Error if it ends without that */
  async printed(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#text)) {
      // An output may still come after the exit.
      if (this.#hasEnded) throw this.#failure(`ended without ${pattern.source}`);
      await once(this.#output, "change");
    }
  }

  /** The value of `promise`. @throws Error with everything the command printed, if it ends before that */
  until<T>(promise: Promise<T>): Promise<T> {
    const early = this.done.then(() => Promise.reject(this.#failure("ended too early")));
    return Promise.race([promise, early]);
  }

  #result(code: number | null, signal: NodeJS.Signals | null): EngineResult {
    const result: EngineResult = {
      code,
      signal,
      stdout: this.#stdout,
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
