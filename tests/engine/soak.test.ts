import { soak } from "../../tools/soak/soak";

test("30 webhooks are created, changed and destroyed while a tenth of the requests fail: none is lost, duplicated or orphaned", async () => {
  const steps = await soak({ count: 30, share: 0.1, seed: 7 });
  for (const step of steps) {
    expect(step).toMatchObject({ runs: 1, lost: 0, duplicated: 0, orphaned: 0 });
    expect(step.faults).toBeGreaterThan(0);
  }
});
