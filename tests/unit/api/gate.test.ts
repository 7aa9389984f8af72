import { Gate, gateOf } from "../../../provider/api/gate";
import { Budget } from "../../../provider/api/retry";
import { SkippingClock } from "../../support/skipping-clock";

/** A gate, and a clock on which only waits take time. */
function world() {
  const clock = new SkippingClock(() => 1000);
  const gate = new Gate();
  return {
    gate,
    clock,
    close: (ms: number, spread = 0) => {
      gate.close(clock.now() + ms, spread);
    },
    budget: (ms: number, signal?: AbortSignal) => new Budget(ms, clock, signal),
  };
}

const none = () => 0;

describe("The gate of a host", () => {
  test("lets every request through while nothing has closed it", async () => {
    const { gate, clock, budget } = world();
    expect(await gate.pass(budget(100), none)).toBeUndefined();
    expect(clock.slept).toEqual([]);
  });

  test("holds every request back until it opens", async () => {
    const { gate, clock, budget, close } = world();
    close(3000);
    expect(await gate.pass(budget(10_000), none)).toBeUndefined();
    expect(clock.slept).toEqual([3000]);
  });

  test("lets waiting requests through at different moments", async () => {
    let last = 0;
    const { gate, clock, budget, close } = world();
    for (let at = 0; at < 3; at += 1) {
      close(1000, 500);
      await gate.pass(budget(10_000), () => (last += 0.1));
    }
    expect(clock.slept.map(Math.round)).toEqual([1050, 1100, 1150]);
  });

  test("leaves half of the time that is left for the attempt itself", async () => {
    const { gate, clock, budget, close } = world();
    close(1000, 10_000);
    await gate.pass(budget(2000), () => 1);
    expect(clock.slept).toEqual([1500]);
  });

  test("never opens earlier because of a shorter pause", () => {
    const { gate, clock, close } = world();
    close(3000);
    close(10);
    expect(gate.closedFor(clock.now())).toBe(3000);
  });

  test("turns away at once a request that does not have the time to wait", async () => {
    const { gate, clock, budget, close } = world();
    close(3000);
    for (const least of [2000, 3000]) {
      expect(await gate.pass(budget(least), none)).toEqual({ kind: "gate", askedWait: 3000, mayBeDone: false });
    }
    expect(clock.slept).toEqual([]);
  });

  test("has less time for a request that has used some of it up", async () => {
    const { gate, clock, budget, close } = world();
    const late = budget(4000);
    clock.skip(2000);
    close(3000);
    expect(await gate.pass(late, none)).toMatchObject({ kind: "gate" });
  });

  test("waits again if it was closed meanwhile", async () => {
    let closings = 1;
    const { gate, clock, budget, close } = world();
    close(1000, 100);
    await gate.pass(budget(10_000), () => {
      if (closings-- > 0) close(2000);
      return 0;
    });
    expect(clock.slept).toEqual([1000, 1000]);
  });

  test("lets no request of a cancelled operation through, open or closed", async () => {
    const { gate, clock, budget, close } = world();
    expect(await gate.pass(budget(10_000, AbortSignal.abort()), none)).toMatchObject({ kind: "cancelled" });
    close(3000);
    expect(await gate.pass(budget(10_000, AbortSignal.abort()), none)).toMatchObject({ kind: "cancelled" });
    expect(clock.slept).toEqual([]);
  });

  test("is one for all clients of the host", () => {
    expect(gateOf("https://one.example/v2.1")).toBe(gateOf("https://one.example/v2.1"));
    expect(gateOf("https://one.example/v2.1")).not.toBe(gateOf("https://other.example/v2.1"));
  });
});
