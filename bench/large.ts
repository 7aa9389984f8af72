import * as fs from "node:fs";
import * as path from "node:path";

import { startEmulator } from "../emulator/src";
import { ROOT } from "../tools/support/command";
import { type Operation, Stack, type StackOptions } from "./stack";

/** What may help a large stack: how its commands are run, or how its program is written. */
type Remedy = Partial<Pick<StackOptions, "program" | "env" | "args" | "typescript">>;

const SKIP = { PULUMI_SKIP_CHECKPOINTS: "true" };
const PARALLEL = ["--parallel", "64"];

const REMEDIES: Readonly<Record<string, Remedy>> = {
  "dynamic form, compiled TypeScript": {},
  "the same with `--parallel 64`": { args: PARALLEL },
  "the same with `PULUMI_SKIP_CHECKPOINTS=true`": { env: SKIP },
  "the same with both": { env: SKIP, args: PARALLEL },
  "the same by ts-node": { typescript: true },
  "native form, compiled TypeScript": { program: "native" },
  "native form, YAML": { program: "yaml" },
};
const OPERATIONS: readonly Operation[] = ["up", "preview", "preview --refresh", "refresh"];

const PAGE = path.join(ROOT, "docs", "large-stacks.md");
const TABLE = /(?<=<!-- npm run bench -- --large -->\n)[^]*(?=\n<!-- end -->)/;

/** Measures stacks of `count` webhooks, each remedy once, and writes the table of `docs/large-stacks.md`. */
export async function measureLarge(engine: string, count: number, log: (line: string) => void): Promise<void> {
  const rows = ["| | `up` | `preview` | `preview --refresh` | `refresh` |", "| --- | --- | --- | --- | --- |"];
  for (const [title, remedy] of Object.entries(REMEDIES)) {
    const emulator = await startEmulator({ delayMs: 50 });
    const stack = new Stack({ program: "dynamic", count, engine, api: emulator, ...remedy });
    try {
      await stack.init();
      const cells: string[] = [];
      for (const operation of OPERATIONS) {
        emulator.clearRequests();
        const { cpuSeconds, seconds } = await stack.time(operation);
        const reads = emulator.requests.filter(({ method }) => method === "GET").length;
        cells.push(`${cpuSeconds.toFixed(1)} (${seconds.toFixed(0)}; ${reads})`);
      }
      rows.push(`| ${[title, ...cells].join(" | ")} |`);
      log(rows.at(-1) ?? "");
    } finally {
      stack.remove();
      await emulator.close();
    }
  }
  const page = fs.readFileSync(PAGE, "utf8");
  fs.writeFileSync(PAGE, page.replace(TABLE, `\n${rows.join("\n")}\n`));
}
