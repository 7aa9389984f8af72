import { execFile } from "node:child_process";
import * as path from "node:path";

import { ROOT } from "../tools/support/command";
import { type Emulator, startEmulator } from "../emulator/src";
import { type Operation, OPERATIONS, type ProgramName, Stack, type Times } from "./stack";

/** One operation of one program, once. */
export interface Measurement extends Times {
  readonly program: ProgramName;
  readonly round: number;
  readonly count: number;
  /** The delay of every answer of the API, in milliseconds. */
  readonly delay: number;
  readonly operation: Operation;
  /** Requests of the API by method. */
  readonly requests: Readonly<Record<string, number>>;
  /** The size of the stack's state afterwards, in bytes. */
  readonly stateBytes: number;
}

/** Programs that are measured side by side. */
export interface Contest {
  readonly engine: string;
  readonly programs: readonly ProgramName[];
  /** How many webhooks each has. */
  readonly count: number;
  /** The delay of every answer of the API, in milliseconds. */
  readonly delay: number;
}

/**
 * Does every operation with a new stack of each program. All programs do one operation before any does the next: what is
 * compared is then measured within moments, and a machine that changes its pace disturbs all of them alike.
 * @param round from 1; another program begins each
 */
export async function measure({ engine, programs, count, delay }: Contest, round: number): Promise<Measurement[]> {
  const first = (round - 1) % programs.length;
  const contenders: { readonly program: ProgramName; readonly emulator: Emulator; readonly stack: Stack }[] = [];
  const measured: Measurement[] = [];
  try {
    for (const program of [...programs.slice(first), ...programs.slice(0, first)]) {
      const emulator = await startEmulator({ delayMs: delay });
      const stack = new Stack({ program, count, engine, api: emulator });
      contenders.push({ program, emulator, stack });
      await stack.init();
    }
    for (const operation of OPERATIONS) {
      for (const { program, emulator, stack } of contenders) {
        emulator.clearRequests();
        const times = await stack.time(operation);
        const requests: Record<string, number> = {};
        for (const { method } of emulator.requests) requests[method] = (requests[method] ?? 0) + 1;
        const size = { requests, stateBytes: stack.stateBytes };
        measured.push({ program, round, count, delay, operation, ...times, ...size });
      }
    }
  } finally {
    for (const { emulator, stack } of contenders) {
      stack.remove();
      await emulator.close();
    }
  }
  return measured;
}

/** How long no webhook receives the events while one with an explicit name is replaced, in milliseconds. */
export async function replacementGap(engine: string, emulator: Emulator): Promise<number> {
  const times = new Map<string, number>();
  emulator.onRequest(({ method }) => times.set(method, performance.now()));
  const stack = new Stack({ program: "named", count: 1, engine, api: emulator });
  try {
    await stack.init();
    await stack.time("up");
    await stack.time("update");
    return (times.get("POST") ?? NaN) - (times.get("DELETE") ?? NaN);
  } finally {
    stack.remove();
  }
}

/** Runs a program text in Node, from the repository. @returns the number that it prints */
export function printedBy(program: string, env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ["-e", program],
      { cwd: ROOT, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr));
        else resolve(Number(stdout));
      },
    );
  });
}

/** The processor time of loading something after the SDK, as a part of that of loading the SDK. */
const partOfSdk = (load: string): Promise<number> =>
  printedBy(`
    const timed = async (load) => {
      const begun = process.cpuUsage();
      await load();
      const { user, system } = process.cpuUsage(begun);
      return user + system;
    };
    timed(() => require("@pulumi/pulumi")).then(async (sdk) => console.log((await timed(() => ${load})) / sdk));
  `);

/** What importing the package takes. */
export const importPart = (): Promise<number> => partOfSdk(`require(${JSON.stringify(path.join(ROOT, "dist"))})`);

/** What loading the HTTP library takes, which a process does at its first request. */
export const libraryPart = (): Promise<number> => partOfSdk('import("got")');

/** The most memory that a process takes which lists the webhooks of the project `many`, in bytes. */
export const listingMemory = (emulator: Emulator): Promise<number> =>
  printedBy(
    `
    const { Session } = require(${JSON.stringify(path.join(ROOT, "dist/resources/session"))});
    const configuration = { apiHost: process.env.BENCH_HOST, apiToken: process.env.BENCH_TOKEN, timeoutSeconds: 60 };
    const api = new Session({ configuration }, { warn: console.warn, importCommand: "" }).begin();
    Promise.all([api.find("many", { id: "x", name: "webhook-1" }), api.find("many", { id: "y", name: "webhook-2" })])
      .then(() => console.log(process.resourceUsage().maxRSS * 1024));
  `,
    { BENCH_HOST: emulator.url, BENCH_TOKEN: emulator.token },
  );
