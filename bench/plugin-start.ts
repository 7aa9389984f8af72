import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { ROOT } from "../tools/support/command";
import { bundleFloorPlugin } from "./lay-out";
import { median } from "./summary";

/** What a plugin takes until it has answered its first call. */
export interface PluginStart {
  /** Its time in times of that of a plugin that does nothing: the median of rounds in which they alternate. */
  readonly ratio: number;
  /** The most memory, in bytes; not a number where the system does not tell. */
  readonly memory: number;
}

const ROUNDS = 9;

export async function pluginStart(): Promise<PluginStart> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-ubiops-start-"));
  const floor = path.join(folder, "plugin.js");
  try {
    bundleFloorPlugin(floor);
    const ratios: number[] = [];
    const memories: number[] = [];
    while (ratios.length < ROUNDS) {
      const own = await start(path.join(ROOT, "dist/plugin.js"));
      ratios.push(own.milliseconds / (await start(floor)).milliseconds);
      memories.push(own.memory);
    }
    return { ratio: median(ratios), memory: Math.max(...memories) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function start(file: string): Promise<{ milliseconds: number; memory: number }> {
  const begun = performance.now();
  const plugin = spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(plugin, "exit");
  try {
    const [port] = (await once(plugin.stdout, "data")) as [Buffer];
    const client = new ResourceProviderClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
    await new Promise<void>((resolve, reject) => {
      client.getPluginInfo(new Empty(), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    const milliseconds = performance.now() - begun;
    client.close();
    return { milliseconds, memory: mostMemory(plugin.pid) };
  } finally {
    plugin.stdin.end();
    await ended;
  }
}

/** The most memory that a process has had, in bytes, where there is a /proc. */
function mostMemory(pid = 0): number {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return NaN;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync(file, "utf8"))?.[1]) * 1024;
}
