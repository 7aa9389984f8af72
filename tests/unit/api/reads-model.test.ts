import fc from "fast-check";

import { type Emulator, startEmulator } from "../../../emulator/src";
import { SEED } from "../seed";
import { connect } from "./connect";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ delayMs: 1 });
});
afterAll(() => emulator.close());

const COUNT = 6;

/** A read or a write of one webhook, begun some milliseconds after the step's begin. */
const action = fc.record({
  what: fc.constantFrom("read", "confirm", "read by name", "write", "rename"),
  which: fc.nat(COUNT - 1),
  after: fc.nat(8),
});

/** What this process wrote of one webhook. */
interface Model {
  readonly id: string;
  name: string;
  /** The last value that a finished write left. */
  value: number;
  busy: boolean;
}

const isAsBefore = (model: Model, value: number): boolean => model.value === value && !model.busy;

test("A read shows what every write that ended before it left, whatever else goes on", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      async (steps) => {
        const project = `p${(run += 1)}`;
        const models: Model[] = Array.from({ length: COUNT }, (_, at) => {
          const { id, name } = emulator.put(project, { name: `w${at}`, timeout: 1 });
          return { id, name, value: 1, busy: false };
        });
        const connection = connect(emulator);
        let renames = 0;

        const perform = async ({
          what,
          which,
          after,
        }: {
          what: string;
          which: number;
          after: number;
        }): Promise<void> => {
          await new Promise((resolve) => setTimeout(resolve, after));
          const model = models[which];
          // One webhook is written by one resource: never two writes of it at once, and no read meanwhile.
          if (!model || model.busy) return;
          const { id, name, value } = model;
          const api = connection.operation();
          if (what === "write" || what === "rename") {
            model.busy = true;
            const newName = what === "rename" ? `r${(renames += 1)}` : name;
            await api.update(project, { id, name }, { timeout: (value % 30) + 1, name: newName });
            Object.assign(model, { name: newName, value: (value % 30) + 1, busy: false });
            return;
          }
          const found =
            what === "read by name"
              ? await api.findByName(project, name)
              : await api.find(project, { id, name }, { recent: what === "confirm" });
          // A write that began meanwhile may show or not.
          if (isAsBefore(model, value)) expect(found).toMatchObject({ id, name, timeout: value });
        };
        for (const step of steps) await Promise.all(step.map(perform));
      },
    ),
    { numRuns: 30, seed: SEED },
  );
});
