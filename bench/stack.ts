import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { layOut, writeYaml } from "./lay-out";
import { backendUrl } from "../tools/program/environment";

/** The programs that are compared, and the one that is timed for its replacement. */
export type ProgramName = "dynamic" | "native" | "yaml" | "floor" | "native-floor" | "named";

/** What is done with a stack, in this order. */
export const OPERATIONS = ["up", "preview", "preview --refresh", "refresh", "update", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

const UP = ["up", "--yes", "--skip-preview"];
const COMMANDS: Record<Operation, readonly string[]> = {
  up: UP,
  preview: ["preview", "--expect-no-changes"],
  "preview --refresh": ["preview", "--refresh", "--expect-no-changes"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  update: UP,
  destroy: ["destroy", "--yes", "--skip-preview"],
};

export interface StackOptions {
  readonly program: ProgramName;
  readonly count: number;
  /** The folder of the engine. */
  readonly engine: string;
  /** The API's address and token. */
  readonly api: { readonly url: string; readonly token: string };
  /** Added to the environment of every command. */
  readonly env?: NodeJS.ProcessEnv;
  /** Added to the arguments of every command with the stack. */
  readonly args?: readonly string[];
  /** Whether the engine's host compiles the program, by ts-node. Default: it is compiled before. */
  readonly typescript?: boolean;
}

/** How long an operation took. */
export interface Times {
  readonly seconds: number;
  /** Processor time of the engine and all that it started; not a number where the system does not tell. */
  readonly cpuSeconds: number;
}

/** The processor time of this process's ended children and theirs, in seconds, where there is a /proc. */
function childrenCpu(): number {
  if (!fs.existsSync("/proc/self/stat")) return NaN;
  const fields = (fs.readFileSync("/proc/self/stat", "utf8").split(") ").at(-1) ?? "").split(" ");
  const ticks = 100;
  return (Number(fields[13]) + Number(fields[14])) / ticks;
}

/** A program with one stack of its own in a temporary folder. */
export class Stack {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #options: StackOptions;

  constructor(options: StackOptions) {
    const { program, count, engine, api, env, typescript = false } = options;
    this.#options = options;
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-ubiops-bench-"));
    layOut(this.#folder, program, typescript);
    this.#write("1");
    this.#env = {
      PATH: `${engine}${path.delimiter}${process.env["PATH"] ?? ""}`,
      HOME: this.#folder,
      PULUMI_HOME: path.join(this.#folder, ".home"),
      PULUMI_BACKEND_URL: backendUrl(this.#folder),
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      UBIOPS_API_HOST: api.url,
      UBIOPS_API_TOKEN: api.token,
      UBIOPS_PROJECT: "bench",
      BENCH_COUNT: String(count),
      ...env,
    };
  }

  async init(): Promise<void> {
    await this.#pulumi(["stack", "init", "bench"]);
  }

  #write(round: string): void {
    if (this.#options.program === "yaml") writeYaml(this.#folder, this.#options.count, round);
  }

  async time(operation: Operation): Promise<Times> {
    const round = operation === "update" ? "2" : "1";
    this.#write(round);
    const [begun, cpu] = [performance.now(), childrenCpu()];
    const { args = [] } = this.#options;
    await this.#pulumi([...COMMANDS[operation], ...args, "--stack", "bench"], { BENCH_ROUND: round });
    return { seconds: (performance.now() - begun) / 1000, cpuSeconds: childrenCpu() - cpu };
  }

  /** The size of the stack's state as the backend keeps it, in bytes. */
  get stateBytes(): number {
    return fs.statSync(path.join(this.#folder, ".pulumi", "stacks", "bench", "bench.json")).size;
  }

  remove(): void {
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  #pulumi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
    const options = { cwd: this.#folder, env: { ...this.#env, ...env }, maxBuffer: 256 * 1024 * 1024 };
    return new Promise((resolve, reject) => {
      execFile("pulumi", [...args, "--non-interactive"], options, (error, stdout, stderr) => {
        if (error) reject(new Error(`pulumi ${args.join(" ")} failed:\n${(stdout + stderr).slice(-4000)}`));
        else resolve();
      });
    });
  }
}
