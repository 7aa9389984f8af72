import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { leaks } from "../support/canaries";
import { engineFolder } from "../engine/folder";
import { EngineCommand, type EngineResult } from "./engine-command";
import { engineEnvironment, homeOf } from "./environment";
import { killLeftovers } from "./leftovers";
import { installPackages } from "./packages";
import { backendFiles, projectFile, stackFile, type ConfigValue } from "./project-files";
import { find, reveal, type State, type StateResource, type StoredState } from "./state";
import { putFiles } from "../support/put-files";

export interface ProgramOptions {
  /** The text of the program: JavaScript (CommonJS), or TypeScript where `file` says so. */
  source: string;
  /** Default `index.js`. JavaScript starts a second faster. */
  file?: "index.js" | "index.ts";
  /** Whether the SDK's runner is to compile it; default: TypeScript. */
  compiled?: boolean;
  /** Further files of the project, by path. */
  files?: Readonly<Record<string, string>>;
  /** Default `dev`. */
  stack?: string;
  /** The project's name; default `program`. */
  project?: string;
  /** The program's folder inside the project, as `main` in Pulumi.yaml; default the project's own. */
  main?: string;
  /** Stack config. A key without a namespace is the project's. */
  config?: Readonly<Record<string, ConfigValue>>;
  /** Environment of every command. Nothing else is inherited but what finds programs and folders. */
  env?: Readonly<Record<string, string>>;
  /** The texts, by their names, that may show secrets, since the test has them shown there. */
  mayShow?: RegExp;
  /** A packed `pulumi-ubiops` to use in place of the repository. */
  tarball?: string;
  /** Installs the program's packages in its folder, in place of links to the repository's own. */
  install?: (folder: string) => Promise<void>;
}

/** A Pulumi project in a temporary folder, with its own backend and the real engine. To be disposed of in `finally`. */
export class Program {
  /** The folder of Pulumi.yaml. */
  readonly folder: string;
  readonly stack: string;
  readonly project: string;
  readonly #root: string;
  readonly #engine: string;
  readonly #options: ProgramOptions;
  readonly #commands: EngineCommand[] = [];
  #isDisposed = false;

  private constructor(root: string, engine: string, options: ProgramOptions) {
    this.#root = root;
    this.#engine = engine;
    this.#options = options;
    this.folder = path.join(root, "project");
    this.stack = options.stack ?? "dev";
    this.project = options.project ?? "program";
  }

  /** Lays out the project and its empty stack; no command is run for it. */
  static async create(options: ProgramOptions): Promise<Program> {
    const engine = process.env["PULUMI_UBIOPS_ENGINE"] ?? (await engineFolder());
    const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-program-")));
    const program = new Program(root, engine, options);
    try {
      await program.#layOut();
      return program;
    } catch (error) {
      await program.#remove();
      throw error;
    }
  }

  /** Replaces the program's text. */
  async write(source: string): Promise<void> {
    const { main = ".", file = "index.js" } = this.#options;
    await putFiles(path.join(this.folder, main), { [file]: source });
  }

  /** Replaces the whole stack config. */
  async configure(config: Readonly<Record<string, ConfigValue>>): Promise<void> {
    await putFiles(this.folder, { [`Pulumi.${this.stack}.yaml`]: stackFile(this.project, config) });
  }

  /** `pulumi up` without the preview before it. */
  up(...args: string[]): Promise<EngineResult> {
    return this.run("up", "--yes", "--skip-preview", ...args);
  }

  preview(...args: string[]): Promise<EngineResult> {
    return this.run("preview", ...args);
  }

  /** `pulumi refresh` without the preview before it. */
  refresh(...args: string[]): Promise<EngineResult> {
    return this.run("refresh", "--yes", "--skip-preview", ...args);
  }

  /** `pulumi destroy` without the preview before it. */
  destroy(...args: string[]): Promise<EngineResult> {
    return this.run("destroy", "--yes", "--skip-preview", ...args);
  }

  /** Any command of the engine, to its end. A failure is a result; `.ok()` of it throws. */
  run(...args: string[]): Promise<EngineResult> {
    return this.spawn(...args).done;
  }

  /** Starts a command, to be watched or interrupted. */
  spawn(...args: string[]): EngineCommand {
    const pulumi = path.join(this.#engine, process.platform === "win32" ? "pulumi.exe" : "pulumi");
    const command = new EngineCommand(pulumi, ["--non-interactive", "--color=never", ...args], {
      cwd: this.folder,
      env: this.environment,
    });
    this.#commands.push(command);
    return command;
  }

  /** Kills a command as a system may, with all that it started. A lock of the stack stays. */
  async kill(command: EngineCommand): Promise<EngineResult> {
    command.kill("SIGKILL");
    const result = await command.done;
    await killLeftovers(this.mark);
    return result;
  }

  /** The setting that only the processes of this program have in their environment. */
  get mark(): string {
    return `PULUMI_HOME=${homeOf(this.#root)}`;
  }

  /** The stack's state; with `secrets`, each encrypted value as `{ secret: <value> }`. */
  async state({ secrets = false } = {}): Promise<State> {
    const { checkpoint } = await this.#stored();
    const latest = secrets ? (reveal(checkpoint.latest) as typeof checkpoint.latest) : checkpoint.latest;
    return { resources: [], ...latest };
  }

  /** Changes a resource in the stack's state, as somebody may by hand. @throws Error when the state has none of that logical name */
  async editState(name: string, edit: (resource: StateResource) => void): Promise<void> {
    const stored = await this.#stored();
    edit(find(stored.checkpoint.latest?.resources ?? [], name));
    await fs.writeFile(this.#stateFile, JSON.stringify(stored));
  }

  /** The resource of that logical name. @throws Error when the state has none. */
  async resource(name: string, options: { secrets?: boolean } = {}): Promise<StateResource> {
    return find((await this.state(options)).resources, name);
  }

  /** The stack's outputs; secrets among them stay encrypted unless asked for. */
  async outputs(options: { secrets?: boolean } = {}): Promise<Record<string, unknown>> {
    return (await this.resource(`${this.project}-${this.stack}`, options)).outputs ?? {};
  }

  /**
   * Everything the engine wrote: what all commands printed, and every file of the backend (state, history, backups), of
   * the engine's home (logs) and of the project but its source. For searches after what must be in none: what was asked
   * for with `--show-secrets` is not among it.
   */
  async texts(): Promise<{ from: string; text: string }[]> {
    const { main = ".", file = "index.js", files = {} } = this.#options;
    const own = new Set([
      path.join(this.folder, main, file),
      ...Object.keys(files).map((name) => path.join(this.folder, name)),
    ]);
    const entries = await fs.readdir(this.#root, { recursive: true, withFileTypes: true });
    const written = entries
      .filter((entry) => entry.isFile() && !entry.parentPath.split(path.sep).includes("node_modules"))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((name) => !own.has(name))
      .map(async (name) => ({ from: path.relative(this.#root, name), text: await fs.readFile(name, "utf8") }));
    const printed = this.#commands.map(({ text, showsSecrets }, index) => ({
      from: `command ${index + 1}`,
      text: showsSecrets ? "" : text,
    }));
    return [...printed, ...(await Promise.all(written))];
  }

  /**
   * Ends what still runs and removes the folder; once more does nothing.
   * @throws Error where something that was written shows a secret of a test
   */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    let shown: string[];
    try {
      for (const command of this.#commands.filter(({ running }) => running)) command.kill("SIGKILL");
      await Promise.allSettled(this.#commands.map(({ done }) => done));
      await killLeftovers(this.mark);
      shown = leaks(await this.texts()).filter((from) => !this.#options.mayShow?.test(from));
    } finally {
      await this.#remove();
    }
    if (shown.length > 0) throw new Error(`A secret of this test stands in ${shown.join(", ")}`);
  }

  /** The environment of every command: that of a program which itself runs `pulumi`. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ...engineEnvironment({ engine: this.#engine, root: this.#root, stack: this.stack }),
      ...this.#options.env,
    };
  }

  async #layOut(): Promise<void> {
    const {
      source,
      main,
      file = "index.js",
      compiled = file === "index.ts",
      files = {},
      config = {},
      tarball,
      install,
    } = this.#options;
    await putFiles(path.join(this.#root, "backend"), backendFiles(this));
    await putFiles(this.folder, {
      "Pulumi.yaml": projectFile(this.project, compiled, main),
      "package.json": JSON.stringify({ name: this.project, private: true, main: file }),
      ...files,
    });
    await this.configure(config);
    await this.write(source);
    await (install ? install(this.folder) : installPackages(this.folder, tarball));
  }

  get #stateFile(): string {
    return path.join(this.#root, "backend", ".pulumi", "stacks", this.project, `${this.stack}.json`);
  }

  async #stored(): Promise<StoredState> {
    return JSON.parse(await fs.readFile(this.#stateFile, "utf8")) as StoredState;
  }

  #remove(): Promise<void> {
    return fs.rm(this.#root, { recursive: true, force: true, maxRetries: 5 });
  }
}
