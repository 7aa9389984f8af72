/**
 * A Node language host: it serves the engine's LanguageRuntime service with the SDK's own protocol files, and runs a
 * program with the SDK's own runner, as Pulumi's own host does. It is one file that needs nothing but the SDK of the
 * program it runs.
 */
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";

/** What is used of the gRPC library that comes with the SDK. */
interface Grpc {
  Server: new () => {
    addService: (service: unknown, methods: Partial<ILanguageRuntimeServer>) => void;
    bindAsync: (address: string, credentials: unknown, done: (error: Error | null, port: number) => void) => void;
  };
  ServerCredentials: { createInsecure: () => unknown };
}
type Run = Parameters<ILanguageRuntimeServer["run"]>;
type Cancelled = NonNullable<Parameters<Parameters<ILanguageRuntimeServer["cancel"]>[1]>[1]>;
type Reply<Answer> = (error: null, answer: Answer) => void;

/** The runner's exit code for an error that it has already reported. */
const BAIL = 32;
/** How often the host looks whether its engine is still there, and what a program gets to end by itself, in milliseconds. */
const WATCH_INTERVAL = 500;
const GRACE = 5_000;

const args = process.argv.slice(2);
const engine = args.filter((arg) => !arg.startsWith("-")).at(-1);
const rootOption = args.map((arg) => /^--?root=(.*)$/.exec(arg)?.[1]).find((root) => root !== undefined);

/** The folder of the SDK that a program in `folder` loads. */
function sdkOf(folder: string): string | undefined {
  try {
    return path.dirname(createRequire(path.join(folder, "program.js")).resolve("@pulumi/pulumi/package.json"));
  } catch {
    return undefined;
  }
}

/** The folder of the program, where the project in `folder` names another one than its own. */
function mainOf(folder: string): string {
  try {
    const main = /^main:\s*["']?([^"'#\r\n]+)/m.exec(fs.readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"))?.[1];
    return path.resolve(folder, main?.trim() ?? ".");
  } catch {
    return folder;
  }
}

function findSdk(): string {
  const folders = [rootOption, process.cwd(), process.env["PWD"]].filter((folder) => folder !== undefined);
  for (const folder of folders.flatMap((each) => [each, mainOf(each)])) {
    const sdk = sdkOf(folder);
    if (sdk !== undefined) return sdk;
  }
  console.error(
    `pulumi-language-nodejs: @pulumi/pulumi is not installed in ${folders.join(" or ")}: run npm install there.`,
  );
  process.exit(1);
}

const load = createRequire(path.join(findSdk(), "index.js"));
const grpc = load("@grpc/grpc-js") as Grpc;
const services = load("./proto/language_grpc_pb.js") as typeof import("@pulumi/pulumi/proto/language_grpc_pb");
const language = load("./proto/language_pb.js") as typeof import("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = load("./proto/plugin_pb.js") as typeof import("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => Cancelled };
const { version } = load("./package.json") as { version: string };

const programs = new Set<ChildProcess>();

function run(call: Run[0], done: Run[1]): void {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? process.cwd();
  const sdk = sdkOf(folder);
  const answer = new language.RunResponse();
  const fail = (text: string) => {
    done(null, answer.setError(text));
  };
  if (sdk === undefined) {
    fail(`@pulumi/pulumi is not installed in ${folder}: run npm install there`);
    return;
  }
  const program = spawn(process.execPath, runnerArgs(sdk, folder, call.request), {
    cwd: folder,
    env: { ...process.env, ...programEnv(call.request) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  programs.add(program);
  call.on("cancelled", () => {
    stop(program);
  });
  program.once("error", (error) => {
    fail(`The program could not be started: ${error.message}`);
  });
  program.once("exit", (code, signal) => {
    programs.delete(program);
    if (code === BAIL) answer.setBail(true);
    else if (code !== 0)
      answer.setError(`Program exited with ${code === null ? `signal ${signal}` : `non-zero exit code: ${code}`}`);
    done(null, answer);
  });
}

function runnerArgs(sdk: string, folder: string, request: RunRequest): string[] {
  const info = request.getInfo();
  const nodeArgs = option(request, "nodeargs");
  const named = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory(),
    stack: request.getStack(),
    pwd: folder,
    parallel: String(request.getParallel()),
  };
  return [
    ...(typeof nodeArgs === "string" ? nodeArgs.split(/\s+/).filter((arg) => arg !== "") : []),
    path.join(sdk, "cmd", "run"),
    ...Object.entries(named).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [`--${name}`, value],
    ),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() ?? ".",
    ...request.getArgsList(),
  ];
}

function programEnv(request: RunRequest): NodeJS.ProcessEnv {
  const tsconfig = option(request, "tsconfig");
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...(option(request, "typescript") === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

/** A runtime option of Pulumi.yaml. */
function option(request: RunRequest, name: string): unknown {
  return request.getInfo()?.getOptions()?.toJavaScript()[name];
}

/** Interrupts a program, and kills it when that does not end it. */
function stop(program: ChildProcess): void {
  program.kill("SIGINT");
  setTimeout(() => program.kill("SIGKILL"), GRACE).unref();
}

/** An engine that was killed says no goodbye: a host without its engine ends, and its program with it. */
function watchEngine(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    for (const program of programs) program.kill("SIGKILL");
    process.exit();
  }, WATCH_INTERVAL).unref();
}

const reply =
  <Answer>(make: () => Answer) =>
  (_call: unknown, done: Reply<Answer>): void => {
    done(null, make());
  };

const server = new grpc.Server();
server.addService(services.LanguageRuntimeService, {
  run,
  handshake: reply(() => new language.LanguageHandshakeResponse()),
  getRequiredPlugins: reply(() => new language.GetRequiredPluginsResponse()),
  getRequiredPackages: reply(() => new language.GetRequiredPackagesResponse()),
  getProgramDependencies: reply(() => new language.GetProgramDependenciesResponse()),
  runtimeOptionsPrompts: reply(() => new language.RuntimeOptionsResponse()),
  about: reply(() => new language.AboutResponse()),
  getPluginInfo: reply(() => new PluginInfo().setVersion(version)),
  cancel: reply(() => {
    programs.forEach(stop);
    return new Empty();
  }),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  watchEngine();
  process.stdout.write(`${port}\n`);
});
