import type { TroubleKind } from "../../emulator/src";
import { Emulated, PROJECT } from "../support/emulated";

export interface SoakOptions {
  /** How many webhooks. */
  readonly count: number;
  /** The share of requests that fail. */
  readonly share: number;
  /** The same seed causes the same faults for the same order of requests. */
  readonly seed: number;
  readonly log?: (line: string) => void;
}

/** The outcome of one step. */
export interface SoakStep {
  readonly step: "create" | "update" | "destroy";
  /** How often the engine was run until it succeeded. */
  readonly runs: number;
  readonly seconds: number;
  readonly requests: number;
  /** Requests that failed. */
  readonly faults: number;
  /** Declared webhooks that do not exist as declared. */
  readonly lost: number;
  /** Webhooks beyond the first one of a declaration. */
  readonly duplicated: number;
  /** Webhooks that are not in the state. */
  readonly orphaned: number;
}

/** Passing faults. The request may have been carried out, and the client may be able to tell. */
const FAULTS: readonly TroubleKind[] = [
  { kind: "drop" },
  { kind: "drop", when: "after" },
  { kind: "cut" },
  { kind: "status", status: 500 },
  { kind: "status", status: 502, when: "after" },
  { kind: "status", status: 503, headers: { "retry-after": "0" } },
  { kind: "status", status: 429, headers: { "x-ratelimit-reset": "0" } },
  { kind: "html", when: "after" },
  { kind: "malformed" },
  { kind: "slow", ms: 200 },
];

const MOST_RUNS = 5;

/** Operations run side by side, and one that fails does not end the others. */
const MANY = ["--parallel", "32", "--continue-on-error"];

const program = (count: number, timeout: number): string => `
  for (let at = 0; at < ${count}; at += 1) {
    new ubiops.Webhook("soak-" + at, { ...deployment, timeout: ${timeout}, labels: { at: String(at) },
      protectedHeaders: { Authorization: "Bearer canary-" + at } });
  }
`;

/** Creates webhooks while some requests fail, changes all of them, and destroys them, on the real engine. */
export async function soak({ count, share, seed, log = () => undefined }: SoakOptions): Promise<SoakStep[]> {
  const run = await Emulated.start(program(count, 10), { emulator: { logLimit: 1_000_000 } });
  try {
    const strike = () =>
      FAULTS.map((fault, at) =>
        run.emulator.trouble({ ...fault, share: share / FAULTS.length, seed: seed * 1000 + at * 7919 }),
      );
    const step = async (name: SoakStep["step"], declared: number, timeout: number): Promise<SoakStep> => {
      run.emulator.clearRequests();
      const troubles = strike();
      const begun = performance.now();
      const runs = await untilDone(run, name, log);
      const seconds = (performance.now() - begun) / 1000;
      const faults = troubles.reduce((sum, { met }) => sum + met, 0);
      run.emulator.clearTroubles();
      const found = await audit(run, declared, timeout);
      return { step: name, runs, seconds, requests: run.emulator.requests.length, faults, ...found };
    };
    const created = await step("create", count, 10);
    await run.write(program(count, 20));
    return [created, await step("update", count, 20), await step("destroy", 0, 0)];
  } finally {
    await run.dispose();
  }
}

async function untilDone(run: Emulated, step: SoakStep["step"], log: (line: string) => void): Promise<number> {
  for (let runs = 1; ; runs += 1) {
    const result = await (step === "destroy" ? run.program.destroy(...MANY) : run.program.up(...MANY));
    if (result.code === 0) return runs;
    log(result.text);
    if (runs === MOST_RUNS) throw new Error(`${step} did not succeed in ${runs} runs`);
  }
}

async function audit(
  run: Emulated,
  declared: number,
  timeout: number,
): Promise<Pick<SoakStep, "lost" | "duplicated" | "orphaned">> {
  const webhooks = run.emulator.webhooks(PROJECT);
  const { resources } = await run.program.state();
  const known = new Set(
    resources.flatMap(({ id, type }) =>
      type.endsWith(":Webhook") && id !== undefined ? [id.slice(id.indexOf("/") + 1)] : [],
    ),
  );
  const right = new Set(webhooks.filter((webhook) => webhook.timeout === timeout).map(({ labels }) => labels["at"]));
  const distinct = new Set(webhooks.map(({ labels }) => labels["at"]));
  return {
    lost: declared - right.size,
    duplicated: webhooks.length - distinct.size,
    orphaned: webhooks.filter(({ id }) => !known.has(id)).length,
  };
}
