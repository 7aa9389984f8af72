import { Budget } from "../../../provider/api/budget";
import { Gate, gateOf } from "../../../provider/api/gate";

/** A gate in a world whose clock goes on only while somebody sleeps. */
function world(random: () => number = () => 0) {
  let now = 1000;
  const slept: number[] = [];
  const sleep = (ms: number) => {
    slept.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const gate = new Gate({ now: () => now, random, sleep });
  return { gate, slept, budget: (ms: number) => new Budget(ms, () => now), pass: (ms: number) => (now += ms) };
}

describe("The gate of a host", () => {
  test("lets everyone through while nothing has closed it", async () => {
    const { gate, slept, budget } = world();
    await gate.pass(budget(100));
    expect(slept).toEqual([]);
  });

  test("holds everyone back until it opens", async () => {
    const { gate, slept, budget } = world();
    gate.close(3000, 0);
    await gate.pass(budget(10_000));
    expect(slept).toEqual([3000]);
  });

  test("lets those who wait through at different moments", async () => {
    let last = 0;
    const { gate, slept, budget } = world(() => (last += 0.1));
    for (let at = 0; at < 3; at += 1) {
      gate.close(1000, 500);
      await gate.pass(budget(10_000));
    }
    expect(slept.map(Math.round)).toEqual([1050, 1100, 1150]);
  });

  test("leaves half of the time that is left for the attempt itself", async () => {
    const { gate, slept, budget } = world(() => 1);
    gate.close(1000, 10_000);
    await gate.pass(budget(2000));
    expect(slept).toEqual([1500]);
  });

  test("never opens earlier because of a shorter pause", () => {
    const { gate } = world();
    gate.close(3000, 0);
    gate.close(10, 0);
    expect(gate.closedFor).toBe(3000);
  });

  test("turns away at once who has not the time to wait", async () => {
    const { gate, slept, budget } = world();
    gate.close(3000, 0);
    for (const least of [2000, 3000]) {
      await expect(gate.pass(budget(least))).rejects.toMatchObject({
        failure: { kind: "gate", askedWait: 3000, mayHaveHappened: false },
      });
    }
    expect(slept).toEqual([]);
  });

  test("has less time for who has used some of it up", async () => {
    const { gate, budget, pass } = world();
    const late = budget(4000);
    pass(2000);
    gate.close(3000, 0);
    await expect(gate.pass(late)).rejects.toMatchObject({ failure: { kind: "gate" } });
  });

  test("waits again where it was closed meanwhile", async () => {
    let closings = 1;
    const { gate, slept, budget } = world(() => {
      if (closings-- > 0) gate.close(2000, 0);
      return 0;
    });
    gate.close(1000, 100);
    await gate.pass(budget(10_000));
    expect(slept).toEqual([1000, 1000]);
  });

  test("is one for all connections to the host", () => {
    expect(gateOf("https://one.example/v2.1")).toBe(gateOf("https://one.example/v2.1"));
    expect(gateOf("https://one.example/v2.1")).not.toBe(gateOf("https://other.example/v2.1"));
  });
});
