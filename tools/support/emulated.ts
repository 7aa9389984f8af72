import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/src";
import { endAll } from "./end-all";
import { Program, type ProgramOptions } from "../program";

/** The project in the configuration of the programs. */
export const PROJECT = "shop";

/** The API token in the configuration of the programs. It is a canary. */
export const TOKEN = "token-7d41c2canary";

/** The logical name in an automatic name. */
export const withoutSuffix = (name: string): string => name.replace(/-[0-9a-f]{8}$/, "");

/** What serves the resources of a program: the host for dynamic providers, or the plugin. */
export const FRONT_ENDS = ["dynamic", "native"] as const;
export type FrontEnd = (typeof FRONT_ENDS)[number];

/** The module that a program imports for each front end. */
const MODULES: Readonly<Record<FrontEnd, string>> = { dynamic: "pulumi-ubiops", native: "pulumi-ubiops/native" };

/** The type of a webhook in each. */
export const WEBHOOK_TYPES: Readonly<Record<FrontEnd, string>> = {
  dynamic: "pulumi-nodejs:dynamic/ubiops:Webhook",
  native: "ubiops:index:Webhook",
};

/** A project whose program may use either. */
const PROJECT_FILE = `
name: program
runtime: { name: nodejs, options: { typescript: false } }
packages: { ubiops: ./node_modules/pulumi-ubiops }
`;

export interface EmulatedOptions extends ProgramOptions {
  readonly emulator?: EmulatorOptions;
}

interface BodyOptions extends Omit<EmulatedOptions, "source"> {
  /** Default: the dynamic one, without a plugin at hand. */
  readonly frontEnd?: FrontEnd;
}

/** A program on the real engine with an emulator of its own. Call `dispose` at the end. */
export class Emulated {
  readonly emulator: Emulator;
  readonly program: Program;
  /** What serves the resources of the next program that is written. */
  frontEnd: FrontEnd | undefined;

  private constructor(emulator: Emulator, program: Program) {
    this.emulator = emulator;
    this.program = program;
  }

  /** @param body of a JavaScript program, which can use `pulumi`, `ubiops` and `deployment`, the required fields of a webhook */
  static async start(body: string, { frontEnd, files, ...options }: BodyOptions = {}): Promise<Emulated> {
    const project = frontEnd && { "Pulumi.yaml": PROJECT_FILE };
    const run = await Emulated.of({ source: source(body, frontEnd), files: { ...project, ...files }, ...options });
    run.frontEnd = frontEnd;
    return run;
  }

  /** The same for a whole program. */
  static async of({ emulator: options, env, ...rest }: EmulatedOptions): Promise<Emulated> {
    const emulator = await startEmulator({ token: TOKEN, ...options });
    const service = { UBIOPS_API_HOST: emulator.url, UBIOPS_API_TOKEN: TOKEN, UBIOPS_PROJECT: PROJECT };
    try {
      return new Emulated(emulator, await Program.create({ ...rest, env: { ...service, ...env } }));
    } catch (error) {
      await emulator.close();
      throw error;
    }
  }

  write(body: string): Promise<void> {
    return this.program.write(source(body, this.frontEnd));
  }

  /** The requests since the last call of this method, in order. */
  requests(): SentRequest[] {
    const sent = this.emulator.requests.map(({ method, path, body, status }) => {
      const [, project, name] = /\/projects\/([^/]+)(?:\/webhooks\/([^/]+)$)?/.exec(path) ?? [];
      return {
        method,
        project,
        name: name === undefined ? undefined : decodeURIComponent(name),
        body: toBody(body),
        status,
      };
    });
    this.emulator.clearRequests();
    return sent;
  }

  /** The same without the GET requests. */
  writes(): SentRequest[] {
    return this.requests().filter(({ method }) => method !== "GET");
  }

  dispose(): Promise<void> {
    return endAll(
      () => this.program.dispose(),
      () => this.emulator.close(),
    );
  }
}

export interface SentRequest {
  readonly method: string;
  /** The project in the path. */
  readonly project: string | undefined;
  /** The webhook's name in the path. */
  readonly name: string | undefined;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly status: number | null;
}

const toBody = (body: unknown): SentRequest["body"] =>
  typeof body === "object" && body !== null ? { ...body } : undefined;

const source = (body: string, frontEnd: FrontEnd = "dynamic"): string => `
const pulumi = require("@pulumi/pulumi");
const ubiops = require("${MODULES[frontEnd]}");
const deployment = {
  objectType: "deployment", objectName: "model", event: "deployment_request_finished", url: "https://hooks.example.com/ubiops",
};
${body}
`;
