import { soak } from "./soak";

/** Creates, changes and destroys many webhooks on the real engine while a tenth of the requests fail, and prints the outcome. */
async function main(): Promise<void> {
  const [count = "300", seed = "1"] = process.argv.slice(2);
  console.log(`${count} webhooks, 10 % of the requests fail, seed ${seed}`);
  const steps = await soak({
    count: Number(count),
    share: 0.1,
    seed: Number(seed),
    log: (line) => {
      console.error(line);
    },
  });
  console.table(steps.map((step) => ({ ...step, seconds: Number(step.seconds.toFixed(1)) })));
  if (steps.some(({ lost, duplicated, orphaned }) => lost + duplicated + orphaned > 0)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
