import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

import type { Cell } from "./cell";
import { expectation } from "./expectation";
import { type Fault, FAULTS } from "./faults";
import { Laboratory, type Observation, TOKEN } from "./laboratory";
import { type Pattern, PATTERNS } from "./patterns";
import { SECRET, type Verb, VERBS } from "./verbs";

/** Cells that run at the same time: most of their time is waiting. */
const AT_ONCE = 48;

/** What lies between their beginnings, in milliseconds: all in one moment they would wait for each other, and time out. */
const DISTANCE_MS = 150;

/** The patterns that differ for a fault and a verb. */
function patternsOf(fault: Fault, verb: Verb): Pattern[] {
  if (!verb.own || fault.connection === "tls") return ["every"];
  // Where nobody looks for what became of a request, there is nothing after it that could fail.
  return verb.looked && !fault.certain ? ["first", "every", "second", "from"] : ["first", "every", "second"];
}

const name = ({ fault, pattern }: Cell): string => `${fault.name}, ${PATTERNS[pattern]}`;

const cells: Cell[] = VERBS.flatMap((verb) =>
  FAULTS.flatMap((fault) => patternsOf(fault, verb).map((pattern) => ({ verb, fault, pattern }))),
);

const textOf = (error: Error | undefined): string => (error ? inspect(error, { depth: 9, showHidden: true }) : "");

describe("faults", () => {
  const observations = new Map<Cell, Observation>();
  let followed: number;

  beforeAll(async () => {
    const laboratory = await Laboratory.open();
    const waiting = [...cells];
    const work = async (at: number) => {
      await sleep(at * DISTANCE_MS);
      for (let cell = waiting.shift(); cell; cell = waiting.shift())
        observations.set(cell, await laboratory.observe(cell));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => work(at)));
    followed = laboratory.followed;
    await laboratory.close();
  });

  test("the host that redirects lead to gets no request", () => {
    expect(followed).toBe(0);
  });

  const observed = (cell: Cell): Observation => {
    const observation = observations.get(cell);
    if (!observation) throw new Error("This cell was not run.");
    return observation;
  };

  describe.each(VERBS.map((verb) => [verb.name, verb] as const))("%s", (_, verb) => {
    const own = cells.filter((cell) => cell.verb === verb).map((cell) => [name(cell), cell] as const);

    test.each(own)("%s", (_name, cell) => {
      const {
        error,
        attempts: [least, most],
        done,
        next,
      } = expectation(cell);
      const seen = observed(cell);

      expect(seen.error?.name).toBe(error);
      expect(seen.attempts).toBeGreaterThanOrEqual(least);
      expect(seen.attempts).toBeLessThanOrEqual(most);
      expect(seen.webhooks).toMatchObject(done ? verb.after : verb.before);
      expect(seen.foreignUntouched).toBe(true);
      // By an `id` the engine would know a webhook that it has to keep: without one it keeps the old state.
      expect(seen.error ?? {}).not.toHaveProperty("id");
      if (!error && verb.own && verb.after[0])
        expect(seen.result).toMatchObject({ recorded: { state: verb.after[0] } });

      expect(seen.next.error?.name).toBe(next);
      expect(seen.next.adoption?.error).toBeUndefined();
      expect(seen.next.webhooks).toMatchObject(verb.after);
      expect(textOf(seen.error) + textOf(seen.next.error)).not.toMatch(new RegExp(`${TOKEN}|${SECRET}`));
    });
  });
});
