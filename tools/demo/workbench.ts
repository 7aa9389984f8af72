import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { type Emulator, startEmulator } from "../../emulator/src";
import { ROOT } from "../support/command";
import { endAll } from "../support/end-all";
import { EngineCommand, type EngineResult } from "../program/engine-command";
import { engineEnvironment, homeOf } from "../program/environment";
import { killLeftovers } from "../program/leftovers";
import { backendFiles, stackFile } from "../program/project-files";
import { putFiles } from "../support/put-files";
import { type Receiver, startReceiver } from "../support/receiver";
import { colours, say } from "./screen";

export const [PROJECT, TOKEN] = ["shop", "demo-api-token"];

const STACK = { project: "pulumi-ubiops-quickstart", stack: "demo" };
const GRACE = 10_000;

/** The repository's Pulumi project with a stack in a temporary folder, the emulator, and a receiver of its calls. */
export class Workbench {
  readonly emulator: Emulator;
  readonly receiver: Receiver;
  readonly #engine: string;
  readonly #root: string;
  readonly #stop: AbortSignal;
  #command: EngineCommand | undefined;

  private constructor(engine: string, root: string, stop: AbortSignal, emulator: Emulator, receiver: Receiver) {
    this.#engine = engine;
    this.#root = root;
    this.#stop = stop;
    stop.addEventListener("abort", () => void this.#interrupt());
    this.emulator = emulator;
    this.receiver = receiver;
  }

  /**
   * @param secret the value of the protected header
   * @param stop interrupts the running command and prevents others
   */
  static async open(engine: string, secret: string, stop: AbortSignal): Promise<Workbench> {
    const [root, emulator, receiver] = await Promise.all([
      fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-demo-")),
      startEmulator({ token: TOKEN, projects: [PROJECT] }),
      startReceiver(),
    ]);
    const bench = new Workbench(engine, root, stop, emulator, receiver);
    try {
      await putFiles(path.join(root, "backend"), backendFiles(STACK));
      const config = { callbackUrl: `${receiver.url}/ubiops`, callbackToken: { secret } };
      await putFiles(root, { "Pulumi.demo.yaml": stackFile(STACK.project, config) });
      return bench;
    } catch (error) {
      await bench.close();
      throw error;
    }
  }

  /** Runs `pulumi` as a user would, and shows what it prints. @throws Error if it ends with another code than `code` */
  async pulumi(args: readonly string[], code = 0): Promise<EngineResult> {
    this.#stop.throwIfAborted();
    say(`$ pulumi ${args.map((arg) => (arg.includes(" ") ? `"${arg}"` : arg)).join(" ")}\n`);
    const quiet = [
      "--non-interactive",
      `--color=${colours ? "always" : "never"}`,
      "--config-file",
      path.join(this.#root, "Pulumi.demo.yaml"),
    ];
    if (args[0] !== "config") quiet.push("--suppress-progress");
    const program = process.platform === "win32" ? "pulumi.exe" : "pulumi";
    this.#command = new EngineCommand(path.join(this.#engine, program), [...args, ...quiet], {
      cwd: ROOT,
      env: {
        ...engineEnvironment({ engine: this.#engine, root: this.#root, stack: STACK.stack }),
        UBIOPS_API_HOST: this.emulator.url,
        UBIOPS_API_TOKEN: TOKEN,
        UBIOPS_PROJECT: PROJECT,
      },
      detached: process.platform !== "win32",
      onText: (text) => process.stdout.write(text),
    });
    const result = await this.#command.done;
    if (result.code !== code)
      throw new Error(`pulumi ${args.join(" ")} ended with ${result.signal ?? `code ${result.code}`}`);
    return result;
  }

  /** The files of the engine that contain one of these texts. */
  async filesWith(...texts: readonly string[]): Promise<{ searched: number; found: string[] }> {
    const entries = await fs.readdir(this.#root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const holds = await Promise.all(files.map(async (file) => fs.readFile(file, "utf8")));
    return {
      searched: files.length,
      found: files.filter((_, index) => texts.some((text) => holds[index]?.includes(text))),
    };
  }

  close(): Promise<void> {
    return endAll(
      () => this.emulator.close(),
      () => this.receiver.close(),
      () => killLeftovers(`PULUMI_HOME=${homeOf(this.#root)}`),
      () => fs.rm(this.#root, { recursive: true, force: true, maxRetries: 5 }),
    );
  }

  /** Lets the engine end by itself, and kills it if it does not. */
  async #interrupt(): Promise<void> {
    const command = this.#command;
    if (!command?.running) return;
    command.kill("SIGINT");
    const timer = setTimeout(() => {
      command.kill("SIGKILL");
    }, GRACE);
    await Promise.allSettled([command.done]);
    clearTimeout(timer);
  }
}
