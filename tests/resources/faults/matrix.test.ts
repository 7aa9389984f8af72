import { inspect } from "node:util";

import type { Cell } from "./cell";
import { expectation } from "./expectation";
import { type Fault, FAULTS } from "./faults";
import { Laboratory, type Observation, TOKEN } from "./laboratory";
import { type Pattern, PATTERNS } from "./patterns";
import { SECRET, type Verb, VERBS } from "./verbs";

/** Cells that run at the same time. */
const AT_ONCE = 8;

/** The patterns that differ for a fault and a verb. */
function patternsOf(fault: Fault, verb: Verb): Pattern[] {
  if (fault.connection === "tls") return ["every"];
  // If no look follows a request, there is nothing after it that could fail.
  return verb.looked && !fault.certain ? ["from", "first", "every", "second"] : ["first", "every", "second"];
}

/** Every fault with every verb, and both with every pattern: not every three of them. */
function pairwise(): Cell[] {
  const cells: Cell[] = [];
  /** How often a pattern was used; with the fault it counts more than all its uses with the verb. */
  const uses = (fault: Fault, verb: Verb, pattern: Pattern): number => {
    const used = cells.filter((cell) => cell.pattern === pattern);
    const withFault = used.filter((cell) => cell.fault === fault).length;
    return withFault * FAULTS.length + used.filter((cell) => cell.verb === verb).length;
  };
  for (const fault of FAULTS) {
    for (const verb of VERBS.filter(({ own }) => own)) {
      const [pattern] = patternsOf(fault, verb).toSorted(
        (one, other) => uses(fault, verb, one) - uses(fault, verb, other),
      );
      if (pattern) cells.push({ fault, verb, pattern });
    }
  }
  return cells;
}

const name = ({ fault, pattern }: Cell): string => `${fault.name}, ${PATTERNS[pattern]}`;

/** A verb that sends nothing meets one fault as well as another. */
const quiet = VERBS.filter(({ own }) => !own).flatMap((verb) =>
  FAULTS.slice(0, 1).map((fault): Cell => ({ fault, verb, pattern: "every" })),
);
const cells = [...quiet, ...pairwise()];

const textOf = (error: Error | undefined): string => (error ? inspect(error, { depth: 9, showHidden: true }) : "");

describe("faults", () => {
  const observations = new Map<Cell, Observation>();
  let followed: number;

  beforeAll(async () => {
    const laboratory = await Laboratory.open();
    const waiting = [...cells];
    const work = async () => {
      for (let cell = waiting.shift(); cell; cell = waiting.shift())
        observations.set(cell, await laboratory.observe(cell));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    followed = laboratory.followed;
    await laboratory.close();
  });

  test("every fault and every verb meets every pattern that it can", () => {
    const met = (what: "fault" | "verb") => new Set(cells.map((cell) => `${cell[what].name} ${cell.pattern}`));
    for (const fault of FAULTS) {
      for (const verb of VERBS.filter(({ own }) => own)) {
        for (const pattern of patternsOf(fault, verb)) {
          expect(met("fault")).toContain(`${fault.name} ${pattern}`);
          expect(met("verb")).toContain(`${verb.name} ${pattern}`);
        }
      }
    }
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
