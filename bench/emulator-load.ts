/**
 * What the emulator bears: `npm run emulator:load`. It fills one project with 5,000 webhooks, then reads, lists and changes
 * them; every step is bounded in its number of requests. Exit code 1 where any request failed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ChildProcess } from "node:child_process";

import autocannon from "autocannon";

import { ROOT } from "../tools/support/command";

const WEBHOOKS = 5000;
const TOKEN = "load";

interface Step {
  readonly title: string;
  readonly method: "GET" | "POST" | "PATCH";
  /** How many requests in all. */
  readonly amount: number;
  readonly connections: number;
  /** Requests a second; as many as possible where it is missing. */
  readonly rate?: number;
  readonly path: (index: number) => string;
  readonly body?: (index: number) => object;
}

const byName = (index: number) => `/projects/load/webhooks/webhook-${index % WEBHOOKS}`;

const STEPS: readonly Step[] = [
  {
    title: `create ${WEBHOOKS}`,
    method: "POST",
    amount: WEBHOOKS,
    connections: 20,
    path: () => "/projects/load/webhooks",
    body: webhook,
  },
  { title: "get, 1,000 a second", method: "GET", amount: 10_000, connections: 20, rate: 1000, path: byName },
  { title: "get, as many as it can", method: "GET", amount: 20_000, connections: 20, path: byName },
  {
    title: "update, as many as it can",
    method: "PATCH",
    amount: 10_000,
    connections: 20,
    path: byName,
    body: (index) => ({ description: `change ${index}` }),
  },
  { title: `list ${WEBHOOKS}`, method: "GET", amount: 200, connections: 4, path: () => "/projects/load/webhooks" },
  {
    title: `list ${WEBHOOKS}, one by one`,
    method: "GET",
    amount: 50,
    connections: 1,
    path: () => "/projects/load/webhooks",
  },
  {
    title: `list by label`,
    method: "GET",
    amount: 500,
    connections: 4,
    path: () => "/projects/load/webhooks?labels=group:7",
  },
];

async function main(): Promise<void> {
  const emulator = spawn(
    process.execPath,
    ["--import", "tsx", "emulator/src/cli.ts", "--token", TOKEN, "--log", "none"],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  // Asked for now: it may end before anybody waits for its end.
  const ended = once(emulator, "exit");
  try {
    const url = await listening(emulator);
    for (const step of STEPS) {
      const begun = performance.now();
      const result = await run(step, url);
      report(step, result, (performance.now() - begun) / 1000);
    }
  } finally {
    emulator.kill("SIGTERM");
    await ended;
  }
}

async function listening(emulator: ChildProcess): Promise<string> {
  if (!emulator.stdout) throw new Error("The emulator has no output");
  for await (const line of createInterface(emulator.stdout)) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error("The emulator did not start");
}

function run(step: Step, url: string): Promise<autocannon.Result> {
  let index = 0;
  const { pathname } = new URL(url);
  return autocannon({
    url,
    amount: step.amount,
    connections: step.connections,
    sampleInt: 50,
    ...(step.rate === undefined ? {} : { overallRate: step.rate }),
    requests: [
      {
        setupRequest: (request) => {
          const number = index;
          index += 1;
          const headers = {
            authorization: `Token ${TOKEN}`,
            ...(step.body ? { "content-type": "application/json" } : {}),
          };
          const body = step.body ? { body: JSON.stringify(step.body(number)) } : {};
          return { ...request, method: step.method, path: pathname + step.path(number), headers, ...body };
        },
      },
    ],
  });
}

function report(step: Step, result: autocannon.Result, seconds: number): void {
  const perSecond = Math.round(result.requests.total / seconds);
  const { p50, p99, max } = result.latency;
  console.log(`${step.title.padEnd(28)}${perSecond} requests/s; latency p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`);
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed === 0) return;
  console.log(`${failed} requests of this step failed`);
  process.exitCode = 1;
}

function webhook(index: number): object {
  return {
    name: `webhook-${index}`,
    url: "https://hooks.example.com/load",
    object_type: "deployment",
    object_name: `model-${index % 100}`,
    event: "deployment_request_finished",
    labels: { group: String(index % 50) },
    headers: [
      { key: "Authorization", value: `Bearer ${index}`, protected: true },
      { key: "X-Index", value: String(index), protected: false },
    ],
  };
}

void main();
