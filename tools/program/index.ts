import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { engineFolder } from "../engine/folder";
import { leaks, type Text } from "../support/canaries";
import { putFiles } from "../support/put-files";
import { EngineCommand, type EngineResult } from "./engine-command";
import { engineEnvironment, homeOf } from "./environment";
import { killLeftovers } from "./leftovers";
import { linkPackages } from "./packages";
import { backendFiles, projectFile, stackFile, type ConfigValue } from "./project-files";
import { find, reveal, type State, type StateResource, type StoredState } from "./state";

export interface ProgramOptions {
  /** The text of the program's file. */
  source: string;
  /**
   * The program's file. JavaScript (CommonJS) starts a second faster than TypeScript. `Pulumi.yaml` is a whole project in
   * YAML. Default: `index.js`.
   */
  file?: "index.js" | "index.ts" | "Pulumi.yaml";
  /** Whether the SDK's runner compiles the program. Default: true for TypeScript. */
  compiled?: boolean;
  /** Further files of the project, by path. */
  files?: Readonly<Record<string, string>>;
  /** Default: `dev`. */
  stack?: string;
  /** The project's name. Default: `program`. */
  project?: string;
  /** The program's folder inside the project: `main` in Pulumi.yaml. Default: the project's folder. */
  main?: string;
  /** The stack config. A key without a namespace belongs to the project. */
  config?: Readonly<Record<string, ConfigValue>>;
  /** Added to the environment of every command, which otherwise inherits only what finds programs and folders. */
  env?: Readonly<Record<string, string>>;
  /** The names of the texts that may contain secrets, since the test asks for them. */
  mayShow?: RegExp;
  /** The folder of the `node` that runs the program and the hosts. Default: that of this process. */
  node?: string | undefined;
  /** Installs the program's packages in its folder. Default: links to the repository's own. */
  install?: (folder: string) => Promise<void>;
}

/** A Pulumi project with one stack in a temporary folder, with a file backend and the real engine. Call `dispose` at the end. */
export class Program {
  /** The folder of Pulumi.yaml. */
  readonly folder: string;
  readonly stack: string;
  readonly project: string;
  readonly #root: string;
  readonly #engine: string;
  readonly #options: ProgramOptions;
  /** The path of the program's file in the project. */
  readonly #file: string;
  readonly #commands: EngineCommand[] = [];
  #isDisposed = false;

  private constructor(root: string, engine: string, options: ProgramOptions) {
    this.#root = root;
    this.#engine = engine;
    this.#options = options;
    this.#file = path.join(options.main ?? ".", options.file ?? "index.js");
    this.folder = path.join(root, "project");
    this.stack = options.stack ?? "dev";
    this.project = options.project ?? "program";
  }

  /** Writes the project and its empty stack, without running a command. */
  static async create(options: ProgramOptions): Promise<Program> {
    const yaml = options.file === "Pulumi.yaml";
    const prepared = yaml ? undefined : process.env["PULUMI_UBIOPS_ENGINE"];
    const engine = prepared ?? (await engineFolder({ yaml }));
    const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-program-")));
    const program = new Program(root, engine, options);
    try {
      await program.#writeProject();
      return program;
    } catch (error) {
      await program.#remove();
      throw error;
    }
  }

  /** Replaces the program's text. */
  async write(source: string): Promise<void> {
    await putFiles(this.folder, { [this.#file]: source });
  }

  /** Replaces the whole stack config. */
  async configure(config: Readonly<Record<string, ConfigValue>>): Promise<void> {
    await putFiles(this.folder, { [`Pulumi.${this.stack}.yaml`]: stackFile(this.project, config) });
  }

  /** `pulumi up` without a preview. */
  up(...args: string[]): Promise<EngineResult> {
    return this.run("up", "--yes", "--skip-preview", ...args);
  }

  preview(...args: string[]): Promise<EngineResult> {
    return this.run("preview", ...args);
  }

  /** `pulumi refresh` without a preview. */
  refresh(...args: string[]): Promise<EngineResult> {
    return this.run("refresh", "--yes", "--skip-preview", ...args);
  }

  /** `pulumi destroy` without a preview. */
  destroy(...args: string[]): Promise<EngineResult> {
    return this.run("destroy", "--yes", "--skip-preview", ...args);
  }

  /** Runs a command of the engine to its end. A failure is a result, whose `ok()` throws. */
  run(...args: string[]): Promise<EngineResult> {
    return this.spawn(...args).done;
  }

  /** Starts a command that can be watched and interrupted. */
  spawn(...args: string[]): EngineCommand {
    const pulumi = path.join(this.#engine, process.platform === "win32" ? "pulumi.exe" : "pulumi");
    const command = new EngineCommand(pulumi, ["--non-interactive", "--color=never", ...args], {
      cwd: this.folder,
      env: this.environment,
    });
    this.#commands.push(command);
    return command;
  }

  /** Kills a command and everything that it started, as a lack of memory may. The stack stays locked. */
  async kill(command: EngineCommand): Promise<EngineResult> {
    command.kill("SIGKILL");
    const result = await command.done;
    await this.#killLeftovers();
    return result;
  }

  /** The stack's state. With `secrets`, an encrypted value is shown as `{ secret: <value> }`. */
  async state({ secrets = false } = {}): Promise<State> {
    const { checkpoint } = await this.#stored();
    const latest = secrets ? (reveal(checkpoint.latest) as typeof checkpoint.latest) : checkpoint.latest;
    return { resources: [], ...latest };
  }

  /** Changes a resource in the stack's state, as a user may by hand. @throws Error if there is no resource of that logical name */
  async editState(name: string, edit: (resource: StateResource) => void): Promise<void> {
    const stored = await this.#stored();
    edit(find(stored.checkpoint.latest?.resources ?? [], name));
    await fs.writeFile(this.#stateFile, JSON.stringify(stored));
  }

  /** The resource of that logical name. @throws Error if there is none */
  async resource(name: string, options: { secrets?: boolean } = {}): Promise<StateResource> {
    return find((await this.state(options)).resources, name);
  }

  /** The stack's outputs. Without `secrets`, the secret ones stay encrypted. */
  async outputs(options: { secrets?: boolean } = {}): Promise<Record<string, unknown>> {
    return (await this.resource(`${this.project}-${this.stack}`, options)).outputs ?? {};
  }

  /**
   * Everything that the engine wrote, for searches for secrets: what all commands printed, and every file of the backend
   * (state, history, backups), of the engine's home (logs) and of the project. Left out are the project's source and what
   * a command with `--show-secrets` printed.
   */
  async texts(): Promise<Text[]> {
    const source = [this.#file, ...Object.keys(this.#options.files ?? {})].map((name) => path.join(this.folder, name));
    const entries = await fs.readdir(this.#root, { recursive: true, withFileTypes: true });
    const written = entries
      .filter((entry) => entry.isFile() && !entry.parentPath.split(path.sep).includes("node_modules"))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((name) => !source.includes(name))
      .map(async (name) => ({ from: path.relative(this.#root, name), text: await fs.readFile(name, "utf8") }));
    const printed = this.#commands.map(({ text, showsSecrets }, index) => ({
      from: `command ${index + 1}`,
      text: showsSecrets ? "" : text,
    }));
    return [...printed, ...(await Promise.all(written))];
  }

  /**
   * Ends what still runs and removes the folder. A second call does nothing.
   * @throws Error if something that was written contains a secret of the test
   */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    let shown: string[];
    try {
      for (const command of this.#commands.filter(({ running }) => running)) command.kill("SIGKILL");
      await Promise.allSettled(this.#commands.map(({ done }) => done));
      await this.#killLeftovers();
      shown = leaks(await this.texts()).filter((from) => !this.#options.mayShow?.test(from));
    } finally {
      await this.#remove();
    }
    if (shown.length > 0) throw new Error(`A secret of this test was written to ${shown.join(", ")}`);
  }

  /** The environment of every command, also for a test that runs `pulumi` by itself. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ...engineEnvironment({ engine: this.#engine, root: this.#root, stack: this.stack, node: this.#options.node }),
      ...this.#options.env,
    };
  }

  async #writeProject(): Promise<void> {
    const { source, main, file = "index.js", files = {}, config = {}, install = linkPackages } = this.#options;
    const { compiled = file === "index.ts" } = this.#options;
    await putFiles(path.join(this.#root, "backend"), backendFiles(this));
    await putFiles(this.folder, {
      "Pulumi.yaml": projectFile(this.project, compiled, main),
      "package.json": JSON.stringify({ name: this.project, private: true, main: file }),
      ...files,
    });
    await this.configure(config);
    await this.write(source);
    await install(this.folder);
  }

  get #stateFile(): string {
    return path.join(this.#root, "backend", ".pulumi", "stacks", this.project, `${this.stack}.json`);
  }

  async #stored(): Promise<StoredState> {
    return JSON.parse(await fs.readFile(this.#stateFile, "utf8")) as StoredState;
  }

  #killLeftovers(): Promise<void> {
    return killLeftovers(`PULUMI_HOME=${homeOf(this.#root)}`);
  }

  #remove(): Promise<void> {
    return fs.rm(this.#root, { recursive: true, force: true, maxRetries: 5 });
  }
}
