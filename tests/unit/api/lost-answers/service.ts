import type { Operation } from "../../../../provider/api";
import { type Emulator, startEmulator } from "../../../../emulator/src";
import { connect } from "../connect";

interface Service {
  readonly emulator: () => Emulator;
  /** Begins an operation. */
  readonly api: () => Operation;
}

/** An emulator for the tests of a file, each of which finds it without troubles, requests and webhooks. Called once at its top. */
export function service(): Service {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    emulator.clearTroubles();
    emulator.clearRequests();
    emulator.setProtectedForm("null");
    for (const { name } of emulator.webhooks("p")) emulator.remove("p", name);
  });
  return { emulator: () => emulator, api: () => connect(emulator).operation() };
}
