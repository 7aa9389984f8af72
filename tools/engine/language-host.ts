/**
 * A language host for Node.js: it serves the engine's LanguageRuntime service and runs a program with the SDK's own
 * runner, as Pulumi's host does. It is copied out of this repository, and needs nothing but the SDK of the program.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";

import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";

type Method<Name extends keyof ILanguageRuntimeServer> = Parameters<ILanguageRuntimeServer[Name]>;
type CancelResponse = NonNullable<Parameters<Method<"cancel">[1]>[1]>;

/** What is used of the gRPC library that comes with the SDK. */
interface Grpc {
  Server: new () => {
    addService: (service: unknown, methods: Partial<ILanguageRuntimeServer>) => void;
    bindAsync: (address: string, credentials: unknown, done: (error: Error | null, port: number) => void) => void;
  };
  ServerCredentials: { createInsecure: () => unknown };
}

/** The runner's exit code for an error that it has already reported. */
const BAIL = 32;
/** How often the host checks that its engine is alive, in milliseconds. */
const WATCH_INTERVAL = 500;
/** How long an interrupted program may take to end, in milliseconds. */
const GRACE = 5_000;

// The engine starts a host in the program's folder.
const sdk = findSdk(process.cwd());
const load = createRequire(path.join(sdk, "index.js"));
const grpc = load("@grpc/grpc-js") as Grpc;
const services = load("./proto/language_grpc_pb.js") as typeof import("@pulumi/pulumi/proto/language_grpc_pb");
const language = load("./proto/language_pb.js") as typeof import("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = load("./proto/plugin_pb.js") as typeof import("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => CancelResponse };
const { version } = load("./package.json") as { version: string };

const programs = new Set<ChildProcess>();

function findSdk(folder: string): string {
  try {
    return path.dirname(createRequire(path.join(folder, "program.js")).resolve("@pulumi/pulumi/package.json"));
  } catch {
    console.error(`pulumi-language-nodejs: @pulumi/pulumi is not installed in ${folder}: run npm install there.`);
    process.exit(1);
  }
}

function run(...[call, done]: Method<"run">): void {
  const response = new language.RunResponse();
  const program = spawn(process.execPath, runnerArgs(call.request), {
    env: { ...process.env, ...programEnv(call.request) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  programs.add(program);
  call.on("cancelled", () => {
    stop(program);
  });
  program.once("error", (error) => {
    done(null, response.setError(`The program could not be started: ${error.message}`));
  });
  program.once("exit", (code, signal) => {
    programs.delete(program);
    if (code === BAIL) response.setBail(true);
    else if (code !== 0)
      response.setError(`Program exited with ${code === null ? `signal ${signal}` : `code ${code}`}`);
    done(null, response);
  });
}

function runnerArgs(request: RunRequest): string[] {
  const info = request.getInfo();
  const options = {
    monitor: request.getMonitorAddress(),
    engine: process.argv.at(-1),
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory(),
    stack: request.getStack(),
    pwd: info?.getProgramDirectory(),
    parallel: String(request.getParallel()),
  };
  return [
    path.join(sdk, "cmd", "run"),
    ...Object.entries(options).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() ?? ".",
    ...request.getArgsList(),
  ];
}

function programEnv(request: RunRequest): NodeJS.ProcessEnv {
  const { typescript = true } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...(typescript === true && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
  };
}

/** Interrupts a program, and kills it if that does not end it. */
function stop(program: ChildProcess): void {
  program.kill("SIGINT");
  setTimeout(() => program.kill("SIGKILL"), GRACE).unref();
}

/** As Pulumi's host does it by default. `pulumi new` asks for it. */
function installDependencies(...[call]: Method<"installDependencies">): void {
  const options = { cwd: call.request.getDirectory(), shell: process.platform === "win32" };
  const npm = spawn("npm", ["install", "--no-audit", "--no-fund"], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  npm.stdout.on("data", (text: Buffer) => call.write(new language.InstallDependenciesResponse().setStdout(text)));
  npm.stderr.on("data", (text: Buffer) => call.write(new language.InstallDependenciesResponse().setStderr(text)));
  npm.once("error", (error) => call.emit("error", error));
  npm.once("close", (code) => {
    if (code === 0) call.end();
    else call.emit("error", new Error(`npm install ended with code ${code}`));
  });
}

function getPluginInfo(...[, done]: Method<"getPluginInfo">): void {
  done(null, new PluginInfo().setVersion(version));
}

function cancel(...[, done]: Method<"cancel">): void {
  programs.forEach(stop);
  done(null, new Empty());
}

/** An engine that was killed cannot say so: its host ends itself and the program. */
function watchEngine(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    for (const program of programs) program.kill("SIGKILL");
    process.exit();
  }, WATCH_INTERVAL).unref();
}

const server = new grpc.Server();
// The engine asks for nothing else that it cannot do without.
server.addService(services.LanguageRuntimeService, { run, installDependencies, getPluginInfo, cancel });
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  watchEngine();
  process.stdout.write(`${port}\n`);
});
